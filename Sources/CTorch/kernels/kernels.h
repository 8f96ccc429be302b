// The kernels of the search, one image at a time, as a table per instruction set.
//
// All images are H × W × C in memory (channels-last). Blocks work in scratch memory whose pixels are `lanes` floats wide:
// the channels rounded up to whole vectors, with zeros behind them.
#pragma once

#include <cstdint>

namespace ctorch {

/// ReLU, depthwise k×k, pointwise: the building block of separable and dilated convolutions.
struct BlockShape {
  int64_t channels, lanes;
  int64_t height, width;          // of the input
  int64_t out_height, out_width;  // of the output
  int64_t kernel, stride, dilation, padding;
  int64_t border;  // zeros around images in scratch memory; at least `padding`

  int64_t padded_width() const { return width + 2 * border; }
  int64_t padded_size() const { return (height + 2 * border) * padded_width() * lanes; }
  int64_t out_pixels() const { return out_height * out_width; }
  int64_t out_padded_width() const { return out_width + 2 * border; }
  int64_t out_padded_size() const { return (out_height + 2 * border) * out_padded_width() * lanes; }
};

/// Weights as the kernels read them.
struct BlockWeights {
  const float *depthwise;          // k·k × lanes
  const float *depthwise_flipped;  // the same, last tap first
  const float *pointwise;          // in × out, lanes × lanes
  const float *pointwise_turned;   // out × in
};

/// Where the gradients of the weights are added up; null where they are not wanted.
struct BlockGradients {
  float *depthwise;  // k·k × lanes
  float *pointwise;  // in × out, lanes × lanes
};

/// Memory for one image at a time.
struct BlockScratch {
  float *input;       // padded input after ReLU
  float *depthwise;   // out pixels × lanes
  float *gradient;    // out pixels × lanes
  float *turned;      // padded out pixels × lanes
  float *difference;  // input pixels × lanes, or padded for stride 2
};

struct KernelTable {
  int64_t lanes(int64_t channels) const { return (channels + vector - 1) / vector * vector; }
  int64_t vector;

  /// relu(scale · x + shift) into padded scratch, whose border must be zero; without scale, relu(x).
  void (*load_input)(const BlockShape &, const float *x, const float *scale, const float *shift, float *padded);
  /// z = pointwise(depthwise(padded)); adds the sums of z and z² per channel to `moments` (2 × channels), if given.
  void (*forward)(const BlockShape &, const BlockWeights &, const float *padded, BlockScratch &, float *z, float *moments);
  /// The gradient of the block's input before its ReLU, out of dz = a·g + b·z + d per channel.
  ///
  /// With `dx_moments` (2 × channels) the gradient is stored to dx and the sums of it and of it times x are added there;
  /// without, it is added to dx.
  void (*backward)(const BlockShape &, const BlockWeights &, const float *padded, const float *g, const float *z, const float *a, const float *b, const float *d, BlockScratch &, BlockGradients, const float *x, float *dx, float *dx_moments);

  void (*max_pool)(int64_t channels, int64_t height, int64_t width, int64_t stride, const float *x, float *z, float *moments);
  void (*average_pool)(int64_t channels, int64_t height, int64_t width, int64_t stride, const float *x, float *z, float *moments);
  /// Adds the gradient to dx; the first largest pixel of a window takes it, as in PyTorch.
  void (*max_pool_backward)(int64_t channels, int64_t height, int64_t width, int64_t stride, const float *x, const float *g, const float *z, const float *a, const float *b, const float *d, float *dx);
  void (*average_pool_backward)(int64_t channels, int64_t height, int64_t width, int64_t stride, const float *g, const float *z, const float *a, const float *b, const float *d, float *dx);

  /// out (+)= scale · z + shift per channel.
  void (*combine)(int64_t pixels, int64_t channels, const float *z, const float *scale, const float *shift, bool first, float *out);
  /// Adds the sums of g·z per channel to `dots`, and of g to `sums` if given.
  void (*reduce)(int64_t pixels, int64_t channels, const float *g, const float *z, float *dots, float *sums);
};

/// The best table for images of so many channels on this processor.
const KernelTable &kernel_table(int64_t channels);

extern const KernelTable portable_kernels;
#if defined(__x86_64__)
extern const KernelTable avx2_kernels;
extern const KernelTable avx512_kernels;
#endif

}  // namespace ctorch
