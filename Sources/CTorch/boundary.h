// What every C function here is made of: no C++ exception crosses the C interface.
#pragma once

#if !__has_include(<ATen/core/Tensor.h>)
#error "libtorch not found: run scripts/libtorch or set LIBTORCH"
#endif

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <string>
#include <vector>

#include "CTorch.h"

namespace ctorch {

/// Keeps `message` for ct_last_error on this thread.
void remember(const char *message) noexcept;

template <class Body>
ct_status boundary(Body &&body) noexcept {
  try {
    body();
    return CT_OK;
  } catch (const c10::OutOfMemoryError &error) {
    remember(error.what_without_backtrace());
    return CT_OUT_OF_MEMORY;
  } catch (const c10::Error &error) {
    remember(error.what_without_backtrace());
    // The CPU allocator reports exhaustion as an ordinary error.
    return std::string_view(error.what_without_backtrace()).find("can't allocate memory") != std::string_view::npos ? CT_OUT_OF_MEMORY : CT_FAILED;
  } catch (const std::bad_alloc &) {
    remember("out of host memory");
    return CT_OUT_OF_MEMORY;
  } catch (const std::exception &error) {
    remember(error.what());
    return CT_FAILED;
  } catch (...) {
    remember("unknown C++ exception");
    return CT_FAILED;
  }
}

// A handle is the tensor's intrusive pointer itself: no further allocation.
inline const at::Tensor &tensor(const ct_tensor &handle) {
  static_assert(sizeof(at::Tensor) == sizeof(ct_tensor));
  return reinterpret_cast<const at::Tensor &>(handle);
}

/// Where a tensor's float32 elements begin. Clang finds no `const_data_ptr<float>` in libtorch 2.11: GCC named it otherwise.
inline const float *floats(const at::Tensor &tensor) { return static_cast<const float *>(tensor.const_data_ptr()); }

inline ct_tensor handle(at::Tensor tensor) {
  return reinterpret_cast<ct_tensor>(tensor.unsafeReleaseTensorImpl());
}

inline std::optional<at::Tensor> optional(const ct_tensor &handle) {
  return handle ? std::optional<at::Tensor>(tensor(handle)) : std::nullopt;
}

inline std::vector<at::Tensor> list(in_tensors handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; ++i) tensors.push_back(tensor(handles[i]));
  return tensors;
}

inline at::IntArrayRef sizes(in_sizes values, int32_t count) { return {values, static_cast<size_t>(count)}; }

at::ScalarType scalar_type(ct_dtype dtype);
at::Device device(ct_device device);

}  // namespace ctorch
