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

// The fused optimisers read and write raw memory: whatever belongs to a weight must lie as it does, and without gaps.

void check_alike(const at::Tensor &weight, const at::Tensor &other, const char *name) {
  TORCH_CHECK(other.sizes() == weight.sizes() && other.scalar_type() == weight.scalar_type() &&
                  other.device() == weight.device(),
      name, " of ", other.sizes(), " ", other.scalar_type(), " for a weight of ", weight.sizes(), " ",
      weight.scalar_type());
}

std::vector<at::Tensor> dense(in_tensors weights, int32_t count) {
  auto all = list(weights, count);
  for (const at::Tensor &weight : all)
    TORCH_CHECK(weight.is_non_overlapping_and_dense(), "a weight of ", weight.sizes(), " with gaps in memory");
  return all;
}

std::vector<at::Tensor> gradients_of(const std::vector<at::Tensor> &weights, in_tensors gradients) {
  auto all = list(gradients, static_cast<int32_t>(weights.size()));
  for (size_t i = 0; i < all.size(); ++i) {
    check_alike(weights[i], all[i], "a gradient");
    if (all[i].strides() != weights[i].strides()) all[i] = at::empty_like(weights[i]).copy_(all[i]);
  }
  return all;
}

std::vector<at::Tensor> moments_of(const std::vector<at::Tensor> &weights, in_tensors moments) {
  auto all = list(moments, static_cast<int32_t>(weights.size()));
  for (size_t i = 0; i < all.size(); ++i) {
    check_alike(weights[i], all[i], "a running mean");
    TORCH_CHECK(all[i].strides() == weights[i].strides(), "a running mean lies otherwise in memory than its weight of ",
        weights[i].sizes());
  }
  return all;
}

/// Whether the tensors' floats can be read side by side from memory.
bool readable_alike(std::initializer_list<at::Tensor> tensors) {
  const auto &first = *tensors.begin();
  return first.is_non_overlapping_and_dense() &&
         std::all_of(tensors.begin(), tensors.end(), [&](const at::Tensor &tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.sizes() == first.sizes() &&
           tensor.strides() == first.strides();
  });
}

/// For hundreds of small weights libtorch's own operators would take longer to call than to compute.
void mask(const at::Tensor &to, const at::Tensor &weight, const at::Tensor &by, float threshold) {
  float *out = to.mutable_data_ptr<float>();
  const float *in = floats(weight), *mask = floats(by);
  for (int64_t i = 0; i < to.numel(); ++i) out[i] = mask[i] > threshold ? in[i] : 0;
  // As every operator of libtorch does, so that a backward pass sees what it needs and no longer finds.
  to.unsafeGetTensorImpl()->bump_version();
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

ct_status ct_sgd_(in_tensors weights, in_tensors gradients, in_tensors momenta, int32_t count, double rate,
    double momentum, double weight_decay, bool nesterov) {
  return unrecorded([&] {
    const auto all = dense(weights, count);
    // Without momentum libtorch insists on no buffers. With it, zero buffers give PyTorch's first step, so no step is
    // special.
    const auto buffers = momentum == 0 ? std::vector<at::Tensor>() : moments_of(all, momenta);
    at::_fused_sgd_(all, gradients_of(all, gradients), buffers, weight_decay, momentum, rate, /*dampening=*/0, nesterov,
        /*maximize=*/false, /*is_first_step=*/false);
  });
}

ct_status ct_adam_(in_tensors weights, in_tensors gradients, in_tensors means, in_tensors squares, int32_t count,
    int64_t step, double rate, double beta1, double beta2, double epsilon, double weight_decay) {
  return unrecorded([&] {
    const auto all = dense(weights, count);
    const auto options = all.empty() ? at::TensorOptions() : all.front().options();
    const std::vector<at::Tensor> steps(count, at::full({}, static_cast<double>(step), options.dtype(at::kFloat)));
    at::_fused_adam_(all, gradients_of(all, gradients), moments_of(all, means), moments_of(all, squares), {}, steps,
        rate, beta1, beta2, weight_decay, epsilon, /*amsgrad=*/false, /*maximize=*/false);
  });
}
