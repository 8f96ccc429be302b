#include <ATen/ops/abs.h>
#include <ATen/ops/add.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/div.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/ge.h>
#include <ATen/ops/gt.h>
#include <ATen/ops/logical_and.h>
#include <ATen/ops/logical_not.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/where.h>

#include "boundary.h"

using namespace ctorch;

// A whole number stays one for tensors of whole numbers, which libtorch asks for.
static at::Scalar scalar(const at::Tensor &like, double value) {
  const bool whole =
      at::isIntegralType(like.scalar_type(), true) && value == static_cast<double>(static_cast<int64_t>(value));
  return whole ? at::Scalar(static_cast<int64_t>(value)) : at::Scalar(value);
}

#define UNARY(name)                                                  \
  ct_status ct_##name(ct_tensor self, out_tensor out) {              \
    return boundary([&] { *out = handle(at::name(tensor(self))); }); \
  }

#define BINARY(name)                                                                \
  ct_status ct_##name(ct_tensor self, ct_tensor other, out_tensor out) {            \
    return boundary([&] { *out = handle(at::name(tensor(self), tensor(other))); }); \
  }

#define WITH_SCALAR(symbol, name)                                                                 \
  ct_status ct_##symbol(ct_tensor self, double value, out_tensor out) {                           \
    return boundary([&] { *out = handle(at::name(tensor(self), scalar(tensor(self), value))); }); \
  }

UNARY(relu)
UNARY(abs)
UNARY(sigmoid)
UNARY(logical_not)
BINARY(mul)
BINARY(div)
BINARY(matmul)
BINARY(ge)
BINARY(eq)
BINARY(logical_and)
WITH_SCALAR(add_scalar, add)
WITH_SCALAR(mul_scalar, mul)
WITH_SCALAR(gt_scalar, gt)
WITH_SCALAR(ge_scalar, ge)

ct_status ct_add(ct_tensor self, ct_tensor other, double scale, out_tensor out) {
  return boundary([&] { *out = handle(at::add(tensor(self), tensor(other), scalar(tensor(self), scale))); });
}

ct_status ct_add_(ct_tensor self, ct_tensor other, double scale) {
  return boundary([&] { tensor(self).add_(tensor(other), scalar(tensor(self), scale)); });
}

ct_status ct_mul_(ct_tensor self, ct_tensor other) {
  return boundary([&] { tensor(self).mul_(tensor(other)); });
}

ct_status ct_fill_(ct_tensor self, double value) {
  return boundary([&] { tensor(self).fill_(value); });
}

ct_status ct_softmax(ct_tensor self, int32_t dimension, out_tensor out) {
  return boundary([&] { *out = handle(at::softmax(tensor(self), dimension)); });
}

ct_status ct_where(ct_tensor condition, ct_tensor self, ct_tensor other, out_tensor out) {
  return boundary([&] { *out = handle(at::where(tensor(condition), tensor(self), tensor(other))); });
}

ct_status ct_sum(ct_tensor self, in_sizes dimensions, int32_t count, bool keep, out_tensor out) {
  return boundary([&] {
    *out = handle(count == 0 ? at::sum(tensor(self)) : at::sum(tensor(self), sizes(dimensions, count), keep));
  });
}

ct_status ct_mean(ct_tensor self, in_sizes dimensions, int32_t count, bool keep, out_tensor out) {
  return boundary([&] {
    *out = handle(count == 0 ? at::mean(tensor(self)) : at::mean(tensor(self), sizes(dimensions, count), keep));
  });
}

ct_status ct_argmax(ct_tensor self, int32_t dimension, out_tensor out) {
  return boundary([&] { *out = handle(at::argmax(tensor(self), dimension)); });
}
