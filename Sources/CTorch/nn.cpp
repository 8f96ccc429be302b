#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/ones.h>

#include "boundary.h"

using namespace ctorch;

ct_status ct_conv2d(ct_tensor input, ct_tensor weight, ct_tensor bias, int64_t stride, int64_t padding, int64_t dilation, int64_t groups, out_tensor out) {
  return boundary([&] {
    *out = handle(at::conv2d(tensor(input), tensor(weight), optional(bias), {stride, stride}, {padding, padding}, {dilation, dilation}, groups));
  });
}

ct_status ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias, out_tensor out) {
  return boundary([&] { *out = handle(at::linear(tensor(input), tensor(weight), optional(bias))); });
}

ct_status ct_batch_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor running_mean, ct_tensor running_var, bool training, double momentum, double epsilon, out_tensor out) {
  return boundary([&] {
    *out = handle(at::batch_norm(tensor(input), optional(weight), optional(bias), optional(running_mean), optional(running_var), training, momentum, epsilon, /*cudnn_enabled=*/true));
  });
}

ct_status ct_max_pool2d(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out) {
  return boundary([&] {
    *out = handle(at::max_pool2d(tensor(input), {kernel, kernel}, {stride, stride}, {padding, padding}));
  });
}

ct_status ct_avg_pool2d(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out) {
  return boundary([&] {
    *out = handle(at::avg_pool2d(tensor(input), {kernel, kernel}, {stride, stride}, {padding, padding}, /*ceil_mode=*/false, /*count_include_pad=*/false));
  });
}

ct_status ct_avg_pool2d_of_padded(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out) {
  return boundary([&] {
    const auto &images = tensor(input);
    const auto sums = [&](const at::Tensor &of) {
      return at::avg_pool2d(at::constant_pad_nd(of, {padding, padding, padding, padding}), {kernel, kernel}, {stride, stride}, {0, 0}, /*ceil_mode=*/false, /*count_include_pad=*/true, /*divisor_override=*/1);
    };
    *out = handle(sums(images).div(sums(at::ones({1, 1, images.size(2), images.size(3)}, images.options()))));
  });
}

ct_status ct_cross_entropy(ct_tensor logits, ct_tensor labels, double label_smoothing, bool sum, out_tensor out) {
  return boundary([&] {
    const auto reduction = sum ? at::Reduction::Sum : at::Reduction::Mean;
    *out = handle(at::cross_entropy_loss(tensor(logits), tensor(labels), {}, reduction, -100, label_smoothing));
  });
}
