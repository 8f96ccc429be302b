// What every C function here is made of: no C++ exception crosses the C interface, and no null handle gets behind it.
#pragma once

#if !__has_include(<ATen/core/Tensor.h>)
#error "libtorch not found: run scripts/libtorch or set LIBTORCH"
#endif

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <optional>
#include <vector>

#include "CTorch.h"

namespace ctorch {

/// Keeps `message` for ct_last_error on this thread.
void remember(const char *message) noexcept;

/// Keeps the message of the exception that is being handled, and tells its kind.
ct_status remember_exception() noexcept;

template <class Body>
ct_status boundary(Body &&body) noexcept {
  try {
    body();
    return CT_OK;
  } catch (...) {
    return remember_exception();
  }
}

/// The tensor of a handle, which is the tensor's intrusive pointer itself: no further allocation.
inline at::Tensor tensor(ct_tensor handle) {
  TORCH_CHECK(handle, "a tensor is missing: its handle is null");
  auto *const pointer = reinterpret_cast<c10::TensorImpl *>(handle);
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(pointer));
}

/// Where the float32 elements of a tensor on the CPU begin. Clang finds no `const_data_ptr<float>` in libtorch 2.11:
/// GCC named it otherwise.
inline const float *floats(const at::Tensor &tensor) {
  TORCH_CHECK(tensor.is_cpu() && tensor.scalar_type() == at::kFloat, "expected float32 on the CPU, got ",
      tensor.scalar_type(), " on ", tensor.device());
  return static_cast<const float *>(tensor.const_data_ptr());
}

inline ct_tensor handle(at::Tensor tensor) { return reinterpret_cast<ct_tensor>(tensor.unsafeReleaseTensorImpl()); }

inline std::optional<at::Tensor> optional(const ct_tensor &handle) {
  return handle ? std::optional<at::Tensor>(tensor(handle)) : std::nullopt;
}

inline std::vector<at::Tensor> list(in_tensors handles, int32_t count) {
  TORCH_CHECK(count >= 0, "a list of ", count, " tensors");
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; ++i) tensors.push_back(tensor(handles[i]));
  return tensors;
}

inline at::IntArrayRef sizes(in_sizes values, int32_t count) {
  TORCH_CHECK(count >= 0, "a list of ", count, " numbers");
  return {values, static_cast<size_t>(count)};
}

at::ScalarType scalar_type(ct_dtype dtype);
at::Device device(ct_device device);

}  // namespace ctorch
