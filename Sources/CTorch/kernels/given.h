// What the kernels are given: checked once per call, and found again by the backward pass as it was.
#pragma once

#include <ATen/core/Tensor.h>

#include <utility>
#include <vector>

#include "../boundary.h"

namespace ctorch {

/// Checks that a tensor is what the kernels read without looking: float32, of these sizes, on the CPU.
inline void check_floats(const at::Tensor &tensor, at::IntArrayRef sizes, const char *name) {
  TORCH_CHECK(tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.sizes() == sizes, "expected ", name,
      " of ", sizes, " float32 on the CPU, got ", tensor.sizes(), " ", tensor.scalar_type(), " on ", tensor.device());
}

/// Images as the kernels read them: float32 on the CPU, channels-last.
inline at::Tensor images(ct_tensor handle) {
  const auto given = tensor(handle);
  TORCH_CHECK(given.is_cpu() && given.scalar_type() == at::kFloat && given.dim() == 4 && given.numel() > 0,
      "expected images, N × C × H × W float32 on the CPU, got ", given.sizes(), " ", given.scalar_type(), " on ",
      given.device());
  return given.contiguous(at::MemoryFormat::ChannelsLast);
}

/// Checks a stride, which divides the sides of images.
inline void check_stride(int64_t stride) {
  TORCH_CHECK(stride >= 1 && stride <= 1 << 16, "a stride is from 1 to 65536, not ", stride);
}

/// Tensors that a backward pass reads again.
class Unchanged {
 public:
  /// Remembers the tensor as it is now; a detached one counts the changes of its origin too.
  void add(const at::Tensor &tensor) { versions_.emplace_back(tensor, tensor._version()); }

  /// Checks that nobody has written to them since.
  void check() const {
    for (const auto &[tensor, version] : versions_)
      TORCH_CHECK(tensor._version() == version, "a tensor of ", tensor.sizes(),
          " that a gradient needs has been changed in place since it was read");
  }

 private:
  std::vector<std::pair<at::Tensor, uint32_t>> versions_;
};

}  // namespace ctorch
