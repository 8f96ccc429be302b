// The mixed operations of a cell as one unit: all operations on all its edges, weighted and added up.
#pragma once

#include "ct_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ct_operation_kind : int32_t {
  CT_IDENTITY = 0,      // the source as it is; no weights
  CT_MAX_POOL = 1,      // 3×3, padding 1, then batch normalisation
  CT_AVERAGE_POOL = 2,  // the same with the mean, which padding does not count in
  CT_BLOCK = 3,         // ReLU, depthwise, pointwise, batch normalisation
  CT_DOUBLE_BLOCK = 4,  // twice, the second time with stride 1
} ct_operation_kind;

/// One term of a node's sum. Weights and statistics come in the order of the blocks; pools have statistics only.
typedef struct ct_operation {
  ct_operation_kind kind;
  int32_t source;       // index of its input among the sources, which the cell's own nodes follow
  int32_t node;         // whose sum it is a term of; it reads sources and earlier nodes
  int32_t coefficient;  // index of its weight in the sum
  int64_t kernel, stride, dilation, padding;
  maybe_tensor depthwise[2], pointwise[2];
  maybe_tensor running_mean[2], running_var[2];
} ct_operation;

typedef enum ct_statistics : int32_t {
  CT_TRACK_BATCH = 0,  // normalise by the batch and move the running statistics
  CT_USE_BATCH = 1,    // normalise by the batch
  CT_USE_RUNNING = 2,  // normalise by the running statistics
} ct_statistics;

/// The cell's nodes side by side: images × (nodes · C) × H × W. A node is the sum of coefficients[i] · operation i over
/// its operations, or zeros without any. CPU, float32; sources and the result are channels-last.
///
/// `keep`, images × operations, are factors of single operations for single images, such as drop path's. `stored`,
/// float32 or bfloat16, is how results are kept for the backward pass, which can be made once. An operation whose
/// coefficient is 0 is not computed, unless the gradient of the coefficients is recorded.
CT_CALL ct_status ct_mixed_cell(in_tensors sources, int32_t source_count, in_tensor coefficients, maybe_tensor keep,
    const ct_operation *_Nonnull operations, int32_t operation_count, int32_t node_count, ct_statistics statistics,
    ct_dtype stored, double momentum, double epsilon, out_tensor out);
/// ReLU, 1×1 convolution, batch normalisation. With two weights, `taps`, the first reads every second row and column,
/// the second those one further down and right, zeros beyond an odd edge, and each gives half of the output's channels:
/// a factorized reduction. CPU, float32; the result is channels-last.
CT_CALL ct_status ct_pointwise_block(in_tensor x, in_tensors weights, int32_t taps, maybe_tensor running_mean,
    maybe_tensor running_var, ct_statistics statistics, double momentum, double epsilon, out_tensor out);
/// Batch normalisation: factors and summands, 1 and 0 where they are not given, and running statistics, if any.
typedef struct ct_normalization {
  maybe_tensor weight, bias;
  maybe_tensor running_mean, running_var;
  ct_statistics statistics;
  double momentum, epsilon;
} ct_normalization;

/// A convolution that keeps the size, or divides it by `stride`, of a weight, out × in × k × k with an odd k and
/// padding k / 2, and its normalisation, or with `rectified` the positive part of it; with `averages` the mean of that
/// over the pixels, images × out. CPU, float32; the result is channels-last.
CT_CALL ct_status ct_normalized_conv2d(in_tensor x, in_tensor weight, int64_t stride,
    const ct_normalization *_Nonnull normalization, bool rectified, bool averages, out_tensor out);
/// A linear layer: out × in, and out.
typedef struct ct_linear_weights {
  in_tensor weight, bias;
} ct_linear_weights;

/// The parts of an inverted residual. Each of the depthwise weights, channels × 1 × k × k with k of 3, 5 or 7 and
/// padding k / 2, is for the next channels of what the expansion gives.
typedef struct ct_inverted_residual {
  in_tensor expand;  // hidden × in × 1 × 1
  ct_normalization expanded;
  in_tensors depthwise;
  int32_t branches;
  int64_t stride;
  ct_normalization filtered;
  const ct_linear_weights *_Nullable excitation;  // squeeze and excite, if there are any
  in_tensor project;                              // out × hidden × 1 × 1
  ct_normalization projected;
  maybe_tensor keep;  // a factor for each image of what is added to x, or in its place
  bool is_residual;   // whether x is added
} ct_inverted_residual;

/// 1×1 convolution, normalisation, ReLU; depthwise convolutions, normalisation, ReLU; if asked, each channel times its
/// gate, sigmoid(excite(relu(squeeze(means over pixels)))); 1×1 convolution, normalisation. The gradients can be asked
/// for once. CPU, float32; the result is channels-last.
CT_CALL ct_status ct_apply_inverted_residual(
    in_tensor x, const ct_inverted_residual *_Nonnull residual, out_tensor out);
/// The instruction set of the kernels: "AVX-512", "AVX2" or "portable".
const char *_Nonnull ct_kernel_instructions(void);
/// Fails where `name`, or without one the value of SWIFT_NAS_KERNELS, names no instruction set or one that this
/// processor lacks. Without the check an unknown name means "portable", and one that is lacking the next best.
CT_CALL ct_status ct_check_kernels(const char *_Nullable name);

#ifdef __cplusplus
}
#endif
