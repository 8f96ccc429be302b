#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <dlfcn.h>
#include <torch/csrc/inductor/aoti_torch/c/shim.h>

#include <filesystem>

#include "boundary.h"
#include "kernels/parallel.h"

namespace ctorch {

static thread_local std::string last_error;

void remember(const char *message) noexcept {
  try {
    last_error = message;
  } catch (...) {
  }
}

at::ScalarType scalar_type(ct_dtype dtype) {
  switch (dtype) {
    case CT_UINT8: return at::kByte;
    case CT_INT64: return at::kLong;
    case CT_FLOAT32: return at::kFloat;
    case CT_FLOAT64: return at::kDouble;
    case CT_BOOL: return at::kBool;
    case CT_INT32: return at::kInt;
    case CT_BFLOAT16: return at::kBFloat16;
  }
  TORCH_CHECK(false, "unknown element type ", static_cast<int>(dtype));
}

// libtorch's half for CUDA is not linked: one program serves a libtorch that has it and one that has not. Opened, it
// makes itself known to the other half. A backward pass asks that for CUDA and remembers the answer, so the first
// question of ours has to come before. What is opened later finds its symbols. Returns why it is not there, or nothing.
static const std::string &open_cuda() {
  static const std::string fault = [] {
    const auto library = std::filesystem::path(ct_path()).replace_filename("libtorch_cuda.so");
    if (!std::filesystem::exists(library)) return std::string("this libtorch has no CUDA");
    return std::string(dlopen(library.c_str(), RTLD_NOW | RTLD_GLOBAL) ? "" : dlerror());
  }();
  return fault;
}

at::Device device(ct_device device) {
  switch (device) {
    case CT_CPU: return at::kCPU;
    case CT_CUDA: open_cuda(); return at::Device(at::kCUDA, 0);
    case CT_MPS: return at::Device(at::kMPS, 0);
  }
  TORCH_CHECK(false, "unknown device ", static_cast<int>(device));
}

}  // namespace ctorch

using namespace ctorch;

const char *ct_last_error(void) { return last_error.c_str(); }

const char *ct_version(void) {
  // A byte each for the major, minor and patch number.
  static const uint64_t loaded = aoti_torch_abi_version();
  static const std::string version = std::to_string(loaded >> 56) + "." + std::to_string(loaded >> 48 & 255) + "." +
                                     std::to_string(loaded >> 40 & 255);
  return version.c_str();
}

const char *ct_path(void) {
  Dl_info info;
  const auto symbol = reinterpret_cast<const void *>(&at::get_num_threads);
  return dladdr(symbol, &info) != 0 && info.dli_fname ? info.dli_fname : "unknown";
}

ct_status ct_cpu_capability(const char **out) {
  return boundary([&] {
    static const std::string capability = at::get_cpu_capability();
    *out = capability.c_str();
  });
}

ct_status ct_has_device(ct_device place, bool *out) {
  return boundary([&] {
    const at::Device wanted = device(place);
    *out = wanted.is_cuda() ? at::hasCUDA() : wanted.is_mps() ? at::hasMPS() : true;
  });
}

ct_status ct_cuda_fault(const char **out) {
  return boundary([&] { *out = open_cuda().empty() ? nullptr : open_cuda().c_str(); });
}

ct_status ct_threads(int32_t *out) {
  return boundary([&] { *out = at::get_num_threads(); });
}

ct_status ct_set_threads(int32_t count) {
  return boundary([&] {
    at::set_num_threads(count);
    insist_on_threads();
  });
}

ct_status ct_granted_threads(int32_t *out) {
  return boundary([&] { *out = granted_threads(); });
}

ct_status ct_set_deterministic(bool enabled) {
  return boundary([&] {
    at::globalContext().setDeterministicCuDNN(enabled);
    at::globalContext().setBenchmarkCuDNN(!enabled);
    at::globalContext().setAllowTF32CuDNN(!enabled);
  });
}
