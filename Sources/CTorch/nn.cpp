#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/ones.h>

#include <algorithm>

#include "boundary.h"

using namespace ctorch;

/// The pixels that a 1×1 convolution with a stride reads.
///
/// With three threads or more, oneDNN 3.12 (libtorch 2.13) writes beyond its buffers in the backward pass of such a
/// convolution with few channels; without the stride it does not.
static at::Tensor picked(const at::Tensor &images, ct_sides stride, ct_sides padding) {
  const auto padded = padding.height == 0 && padding.width == 0
                          ? images
                          : at::constant_pad_nd(images, {padding.width, padding.width, padding.height, padding.height});
  return padded.slice(-2, 0, padded.size(-2), stride.height).slice(-1, 0, padded.size(-1), stride.width);
}

ct_status ct_conv2d(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_sides stride, ct_sides padding,
    int64_t dilation, int64_t groups, out_tensor out) {
  return boundary([&] {
    auto images = tensor(input);
    const auto kernel = tensor(weight);
    const bool is_pointwise = images.dim() >= 3 && kernel.dim() == 4 && kernel.size(2) == 1 && kernel.size(3) == 1;
    const bool is_strided = std::min(stride.height, stride.width) > 0 && std::max(stride.height, stride.width) > 1;
    if (is_pointwise && is_strided && std::min(padding.height, padding.width) >= 0) {
      images = picked(images, stride, padding);
      stride = {1, 1};
      padding = {0, 0};
    }
    *out = handle(at::conv2d(images, kernel, optional(bias), {stride.height, stride.width},
        {padding.height, padding.width}, {dilation, dilation}, groups));
  });
}

ct_status ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias, out_tensor out) {
  return boundary([&] { *out = handle(at::linear(tensor(input), tensor(weight), optional(bias))); });
}

ct_status ct_batch_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor running_mean,
    ct_tensor running_var, bool training, double momentum, double epsilon, out_tensor out) {
  return boundary([&] {
    *out = handle(at::batch_norm(tensor(input), optional(weight), optional(bias), optional(running_mean),
        optional(running_var), training, momentum, epsilon, /*cudnn_enabled=*/true));
  });
}

ct_status ct_max_pool2d(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out) {
  return boundary(
      [&] { *out = handle(at::max_pool2d(tensor(input), {kernel, kernel}, {stride, stride}, {padding, padding})); });
}

ct_status ct_avg_pool2d(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out) {
  return boundary([&] {
    *out = handle(at::avg_pool2d(tensor(input), {kernel, kernel}, {stride, stride}, {padding, padding},
        /*ceil_mode=*/false, /*count_include_pad=*/false));
  });
}

ct_status ct_avg_pool2d_of_padded(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out) {
  return boundary([&] {
    const auto &images = tensor(input);
    const auto sums = [&](const at::Tensor &of) {
      return at::avg_pool2d(at::constant_pad_nd(of, {padding, padding, padding, padding}), {kernel, kernel},
          {stride, stride}, {0, 0}, /*ceil_mode=*/false, /*count_include_pad=*/true, /*divisor_override=*/1);
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
