#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/normal.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/randint.h>

#include "boundary.h"

using namespace ctorch;

static at::Generator generator(ct_generator handle) {
  return at::Generator(
      c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(reinterpret_cast<c10::GeneratorImpl *>(handle)));
}

ct_status ct_generator_new(uint64_t seed, ct_generator *out) {
  return boundary([&] {
    auto made = at::detail::createCPUGenerator(seed);
    *out = reinterpret_cast<ct_generator>(made.unsafeReleaseGeneratorImpl());
  });
}

void ct_generator_free(ct_generator self) {
  c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(reinterpret_cast<c10::GeneratorImpl *>(self));
}

ct_status ct_normal(in_sizes shape, int32_t rank, double mean, double deviation, ct_generator source, out_tensor out) {
  return boundary(
      [&] { *out = handle(at::empty(sizes(shape, rank), at::kFloat).normal_(mean, deviation, generator(source))); });
}

ct_status ct_uniform(in_sizes shape, int32_t rank, double low, double high, ct_generator source, out_tensor out) {
  return boundary(
      [&] { *out = handle(at::empty(sizes(shape, rank), at::kFloat).uniform_(low, high, generator(source))); });
}

ct_status ct_randint(in_sizes shape, int32_t rank, int64_t low, int64_t high, ct_generator source, out_tensor out) {
  return boundary([&] {
    *out = handle(at::randint(low, high, sizes(shape, rank), generator(source), at::TensorOptions(at::kLong)));
  });
}
