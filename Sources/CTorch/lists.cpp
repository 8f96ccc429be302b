#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_copy.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_sgd.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <ATen/ops/gt.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <initializer_list>

#include "boundary.h"

using namespace ctorch;

namespace {

template <class Body>
ct_status unrecorded(Body &&body) noexcept {
  return boundary([&] {
    c10::NoGradGuard guard;
    body();
  });
}

at::Tensor norm(const std::vector<at::Tensor> &tensors) {
  return at::linalg_vector_norm(at::stack(at::_foreach_norm(tensors, 2)));
}

// The fused optimisers read raw memory: a gradient must lie as its weight does.
std::vector<at::Tensor> laid_out_like(const std::vector<at::Tensor> &weights, in_tensors gradients, int32_t count) {
  auto all = list(gradients, count);
  for (int32_t i = 0; i < count; ++i) {
    if (all[i].strides() != weights[i].strides()) all[i] = at::empty_like(weights[i]).copy_(all[i]);
  }
  return all;
}

/// Whether the tensors' floats can be read side by side from memory.
bool readable_alike(std::initializer_list<at::Tensor> tensors) {
  const auto &first = *tensors.begin();
  return first.is_non_overlapping_and_dense() && std::all_of(tensors.begin(), tensors.end(), [&](const at::Tensor &tensor) { return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.sizes() == first.sizes() && tensor.strides() == first.strides(); });
}

/// For hundreds of small weights libtorch's own operators would take longer to call than to compute.
void mask(const at::Tensor &to, const at::Tensor &weight, const at::Tensor &by, float threshold) {
  float *out = to.mutable_data_ptr<float>();
  const float *in = floats(weight), *mask = floats(by);
  for (int64_t i = 0; i < to.numel(); ++i) out[i] = mask[i] > threshold ? in[i] : 0;
}

}  // namespace

ct_status ct_list_add_(in_tensors tensors, in_tensors others, int32_t count, double scale) {
  return unrecorded([&] { at::_foreach_add_(list(tensors, count), list(others, count), scale); });
}

ct_status ct_list_mul_(in_tensors tensors, in_tensors others, int32_t count) {
  return unrecorded([&] { at::_foreach_mul_(list(tensors, count), list(others, count)); });
}

ct_status ct_list_scale_(in_tensors tensors, int32_t count, double scale) {
  return unrecorded([&] { at::_foreach_mul_(list(tensors, count), at::Scalar(scale)); });
}

ct_status ct_list_scale_tensor_(in_tensors tensors, int32_t count, ct_tensor scale) {
  return unrecorded([&] { at::_foreach_mul_(list(tensors, count), tensor(scale)); });
}

ct_status ct_list_copy_(in_tensors tensors, in_tensors sources, int32_t count) {
  return unrecorded([&] { at::_foreach_copy_(list(tensors, count), list(sources, count)); });
}

ct_status ct_list_mask_(in_tensors tensors, in_tensors weights, in_tensors masks, int32_t count, double threshold) {
  return unrecorded([&] {
    const auto to = list(tensors, count), from = list(weights, count), by = list(masks, count);
    for (int32_t i = 0; i < count; ++i) {
      if (readable_alike({to[i], from[i], by[i]})) {
        mask(to[i], from[i], by[i], static_cast<float>(threshold));
      } else {
        to[i].copy_(at::where(by[i].gt(threshold), from[i], 0));
      }
    }
  });
}

ct_status ct_list_norm(in_tensors tensors, int32_t count, out_tensor out) {
  return unrecorded([&] { *out = handle(norm(list(tensors, count))); });
}

ct_status ct_list_clip_norm_(in_tensors tensors, int32_t count, double limit) {
  return unrecorded([&] {
    const auto all = list(tensors, count);
    // The small addend keeps an all-zero gradient from dividing by zero, as in PyTorch.
    const auto scale = norm(all).add(1e-6).reciprocal().mul(limit).clamp_max(1.0);
    at::_foreach_mul_(all, scale);
  });
}

ct_status ct_sgd_(in_tensors weights, in_tensors gradients, in_tensors momenta, int32_t count, double rate, double momentum, double weight_decay, bool nesterov, bool first_step) {
  return unrecorded([&] {
    const auto all = list(weights, count);
    // Without momentum libtorch insists on no buffers.
    const auto buffers = momentum == 0 ? std::vector<at::Tensor>() : list(momenta, count);
    at::_fused_sgd_(all, laid_out_like(all, gradients, count), buffers, weight_decay, momentum, rate, /*dampening=*/0, nesterov, /*maximize=*/false, first_step);
  });
}

ct_status ct_adam_(in_tensors weights, in_tensors gradients, in_tensors means, in_tensors squares, int32_t count, int64_t step, double rate, double beta1, double beta2, double epsilon, double weight_decay) {
  return unrecorded([&] {
    const auto all = list(weights, count);
    const auto options = all.empty() ? at::TensorOptions() : all.front().options();
    const std::vector<at::Tensor> steps(count, at::full({}, static_cast<double>(step), options.dtype(at::kFloat)));
    at::_fused_adam_(all, laid_out_like(all, gradients, count), list(means, count), list(squares, count), {}, steps, rate, beta1, beta2, weight_decay, epsilon, /*amsgrad=*/false, /*maximize=*/false);
  });
}
