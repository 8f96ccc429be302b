// The kernels of the search, one image at a time, as a table per instruction set and type of storage.
//
// All images are H × W × C in memory (channels-last). Blocks work in scratch memory whose pixels are `lanes` floats
// wide: the channels rounded up to whole vectors, with zeros behind them.
#pragma once

#include "compact.h"
#include "shapes.h"

namespace ctorch {

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
  float *depthwise, *gradient;  // rows at once × out_width × lanes
  float *turned;                // padded output, whose border is zero
};

/// A pool, 3×3 with padding 1.
struct PoolShape {
  int64_t channels, height, width, stride;
  int64_t pixel;  // from one pixel of the input to the next, in floats

  int64_t out_height() const { return (height + stride - 1) / stride; }
  int64_t out_width() const { return (width + stride - 1) / stride; }
  /// Where pools need scratch memory, there is a vector for each of these, and three for the backward pass.
  int64_t row_parts() const { return height * out_width(); }
};

/// The gradient of what a normalisation reads, out of those of its users: Σ a · g + b · z + d per channel.
template <class Stored>
struct Incoming {
  static constexpr int64_t most = 16;
  int64_t count;          // of users
  const float *g[most];   // pixels × channels each
  const float *a[most];   // channels
  const Stored *between;  // where not null, the only user's gradient in place of g[0]
  const float *b, *d;     // channels
  const Stored *z;        // pixels × channels
};

template <class Stored>
struct KernelTable {
  int64_t vector;
  int64_t lanes(int64_t channels) const { return (channels + vector - 1) / vector * vector; }

  /// relu(x) into padded scratch, whose border must be zero; x's pixels are `pixel` floats apart.
  void (*load_source)(const BlockShape &, const float *x, int64_t pixel, float *padded);
  /// relu(scale · z + shift) into padded scratch.
  void (*load_result)(const BlockShape &, const Stored *z, const float *scale, const float *shift, float *padded);
  /// z = pointwise(depthwise(padded)); adds the sums of z and z² per channel to `moments` (2 × channels), if given.
  void (*block_forward)(
      const BlockShape &, const BlockWeights &, const float *padded, const BlockScratch &, Stored *z, float *moments);
  /// The gradient with respect to `padded`, written or added to `difference`, if given, which is padded too; only inner
  /// pixels count.
  void (*block_backward)(const BlockShape &, const BlockWeights &, const float *padded, const Incoming<Stored> &,
      const BlockScratch &, BlockGradients, bool adds, float *difference);
  /// dx += difference where `padded` is positive: back through load_source.
  void (*finish_source)(const BlockShape &, const float *padded, const float *difference, float *dx);
  /// dz = difference where `padded` is positive, with the sums of dz and dz · z: back through load_result's ReLU.
  void (*finish_result)(
      const BlockShape &, const float *padded, const float *difference, const Stored *z, Stored *dz, float *moments);

  void (*max_pool)(const PoolShape &, const float *x, float *scratch, Stored *z, float *moments);
  void (*average_pool)(const PoolShape &, const float *x, float *scratch, Stored *z, float *moments);
  /// Adds the gradient to dx (pixels × channels); the first largest pixel of a window takes it, as in PyTorch.
  void (*max_pool_backward)(const PoolShape &, const float *x, const float *dz, float *scratch, float *dx);
  void (*average_pool_backward)(const PoolShape &, const float *dz, float *scratch, float *dx);

  /// dz of all pixels, as a pool's backward pass reads it.
  void (*incoming)(int64_t pixels, int64_t channels, const Incoming<Stored> &, float *dz);
  /// out = Σ scales[i] · z[i] + shift per channel; scales are count × channels; out's pixels are `pixel` floats apart.
  void (*combine)(int64_t pixels, int64_t channels, int64_t count, const Stored *const *z, const float *scales,
      const float *shift, float *out, int64_t pixel);
  /// out += weight · x.
  void (*add_scaled)(
      int64_t pixels, int64_t channels, const float *x, int64_t x_pixel, float weight, float *out, int64_t out_pixel);
  /// Adds the sums of g and g · z per channel to `moments`.
  void (*reduce)(int64_t pixels, int64_t channels, const float *g, const Stored *z, float *moments);
  /// The same for a source, whose pixels are `pixel` floats apart.
  void (*reduce_source)(
      int64_t pixels, int64_t channels, const float *g, const float *x, int64_t pixel, float *moments);
};

/// ReLU and 1×1 convolution. With two taps and stride 2 the input's pixels are taken at even and, one further down and
/// right, at odd places, zeros beyond an odd edge, and both are multiplied: a factorized reduction.
struct PointwiseShape {
  int64_t in_channels, in_lanes, channels, lanes;
  int64_t height, width;          // of the input
  int64_t out_height, out_width;  // of the output
  int64_t stride, taps;

  int64_t inner() const { return taps * in_lanes; }
  int64_t out_pixels() const { return out_height * out_width; }
  int64_t rows_at_once() const { return out_width < 64 ? 64 / out_width : 1; }
};

struct PointwiseTable {
  int64_t vector;
  int64_t lanes(int64_t channels) const { return (channels + vector - 1) / vector * vector; }

  /// z = gathered relu(x) · matrix (inner × lanes), with sums as for blocks. `gathered` and `out` are room for the rows
  /// at once, of inner and of lanes.
  void (*forward)(const PointwiseShape &, const float *x, const float *matrix, float *gathered, float *out, float *z,
      float *moments);
  /// Adds the matrix's gradient to `sums`, if given, and writes x's, if given; `turned` is lanes × inner.
  void (*backward)(const PointwiseShape &, const float *x, const float *turned, const Incoming<float> &,
      float *gathered, float *dz, float *sums, float *dx);
  /// z = scale · z + shift per channel.
  void (*normalize)(int64_t pixels, int64_t channels, const float *scale, const float *shift, float *z);
};

/// The best table for images of so many channels on this processor.
template <class Stored>
const KernelTable<Stored> &kernel_table(int64_t channels);

/// An instruction set's tables.
struct KernelTables {
  KernelTable<float> float32;
  KernelTable<BFloat16> bfloat16;
  PointwiseTable pointwise;
  PatchTable patches;
  InvertedTable inverted;
};

extern const KernelTables portable_kernels;
#if defined(__x86_64__)
extern const KernelTables avx2_kernels;
extern const KernelTables avx512_kernels;
#endif

/// The best tables for images of so many channels on this processor.
const KernelTables &kernel_tables(int64_t channels);

template <>
inline const KernelTable<float> &kernel_table<float>(int64_t channels) {
  return kernel_tables(channels).float32;
}
template <>
inline const KernelTable<BFloat16> &kernel_table<BFloat16>(int64_t channels) {
  return kernel_tables(channels).bfloat16;
}

}  // namespace ctorch
