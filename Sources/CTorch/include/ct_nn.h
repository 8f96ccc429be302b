// The operations of convolutional networks.
#pragma once

#include "ct_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A number for each direction of an image.
typedef struct ct_sides {
  int64_t height, width;
} ct_sides;

CT_CALL ct_status ct_conv2d(in_tensor input, in_tensor weight, maybe_tensor bias, ct_sides stride, ct_sides padding,
    int64_t dilation, int64_t groups, out_tensor out);
CT_CALL ct_status ct_linear(in_tensor input, in_tensor weight, maybe_tensor bias, out_tensor out);
/// With `training`, normalises by the batch and moves the running statistics, where given, in place.
CT_CALL ct_status ct_batch_norm(in_tensor input, maybe_tensor weight, maybe_tensor bias, maybe_tensor running_mean,
    maybe_tensor running_var, bool training, double momentum, double epsilon, out_tensor out);
CT_CALL ct_status ct_max_pool2d(in_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out);
/// Padding does not count in the average.
CT_CALL ct_status ct_avg_pool2d(in_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out);
/// The same from libtorch's pool without padding, on images with zeros put around them.
CT_CALL ct_status ct_avg_pool2d_of_padded(
    in_tensor input, int64_t kernel, int64_t stride, int64_t padding, out_tensor out);
/// Mean over the batch, or the sum when `sum` is set.
CT_CALL ct_status ct_cross_entropy(
    in_tensor logits, in_tensor labels, double label_smoothing, bool sum, out_tensor out);

#ifdef __cplusplus
}
#endif
