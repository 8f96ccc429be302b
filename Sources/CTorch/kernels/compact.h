// The kernels of compact networks, one image at a time: convolutions whose result is normalised, rectified and not
// kept, and inverted residuals. Images are channels-last.
#pragma once

#include "shapes.h"

namespace ctorch {

/// What a convolution sees at each output pixel: a row of kernel² · channels values.
struct PatchShape {
  int64_t channels, height, width, kernel, stride, padding, out_height, out_width;
  int64_t inputs, lanes;  // values of a row, and floats from one to the next in scratch memory

  int64_t out_pixels() const { return out_height * out_width; }
  /// Whether the rows are the pixels themselves.
  bool is_plain() const { return kernel == 1 && stride == 1; }
  int64_t padded_row() const { return (width + 2 * padding) * channels; }
  int64_t padded_size() const { return (height + 2 * padding) * padded_row(); }
};

/// A product with what follows it: rows · matrix + shift, where ReLU lets it pass.
struct ProductWeights {
  int64_t outputs, lanes;
  const float *matrix;  // inputs × lanes
  const float *shift;   // lanes
  bool rectified;
};

/// Memory for one image at a time: rows are `PatchTable::rows_at_once`.
struct PatchScratch {
  float *image;             // padded, with zeros around it and a vector of room behind it
  float *rows;              // rows × lanes
  float *results, *others;  // rows × the larger of lanes and output lanes
};

struct PatchTable {
  static constexpr int64_t rows_at_once = 64;

  int64_t vector;
  int64_t lanes(int64_t channels) const { return (channels + vector - 1) / vector * vector; }

  /// Adds the products of all pairs of a row's values to totals[inputs × lanes], and behind them the values.
  /// `products` is room for inputs × lanes.
  void (*moments)(const PatchShape &, const float *x, const PatchScratch &, float *products, double *totals);
  /// out = the product's result, or with `averages` its mean over the pixels.
  void (*forward)(
      const PatchShape &, const ProductWeights &, const float *x, const PatchScratch &, bool averages, float *out);
  /// For a gradient g of `out`: adds to sums[lanes] what ReLU lets pass, and to products[inputs × lanes] the rows times
  /// it; writes its product with turned[lanes × inputs' lanes] to dx, if given.
  void (*backward)(const PatchShape &, const ProductWeights &, const float *x, const float *g, bool averages,
      const float *turned, const PatchScratch &, float *sums, float *products, float *dx);
  /// out[size] = row[size] · matrix[size × size].
  void (*weigh)(int64_t size, const float *row, const double *matrix, double *out);
  /// dx += rows · matrix[inputs × lanes] + shift, and `more`, if given.
  void (*correct)(const PatchShape &, const float *x, const float *matrix, const float *shift, const PatchScratch &,
      const float *more, float *dx);
};

/// Hidden channels that are filtered together.
struct HiddenBlock {
  BlockShape shape;
  int64_t at;    // where its lanes start among all hidden ones
  int64_t taps;  // where its weights start among all depthwise ones
};

/// An inverted residual. The hidden channels lie in blocks, each with pixels of its own lanes.
struct InvertedShape {
  int64_t in_channels, in_lanes, out_channels, out_lanes, hidden_lanes;
  int64_t out_pixels;
  const HiddenBlock *blocks;
  int64_t block_count;

  /// Pixels that are projected at a time, so that their hidden channels stay in the first cache.
  int64_t pixels_at_once() const { return hidden_lanes < 96 ? 64 : hidden_lanes < 192 ? 32 : 16; }
};

/// The weights as the kernels read them; those of the expansion are multiplied by the factors of the normalisation.
struct InvertedWeights {
  const float *expand;          // block by block: in channels × the block's lanes
  const float *expand_turned;   // hidden lanes × in lanes
  const float *expand_shift;    // hidden lanes
  const float *taps, *flipped;  // block by block: k·k × the block's lanes
  const float *project;         // hidden lanes × out lanes
  const float *project_turned;  // out lanes × hidden lanes
};

/// What makes relu(scale · z + shift) of hidden channels, and its gradient's coefficients: a · g + b · z + d, with
/// `more` added to a · g where ReLU lets it pass, if given.
struct HiddenNormalization {
  const float *scale, *shift;
  const float *a, *b, *d, *more;
};

/// Sums over one image, and over all images of a thread.
struct InvertedGradients {
  float *expand;   // block by block: in channels × the block's lanes
  float *taps;     // block by block: k·k × the block's lanes
  float *project;  // hidden lanes × out lanes
  float *hidden;   // of this image: hidden lanes
};

/// Memory for one image at a time.
struct InvertedScratch {
  float *padded;        // expanded channels of a block, with zeros around
  float *turned;        // a block's gradient, with zeros around
  float *difference;    // the gradient of what is in `padded`
  float *rows, *other;  // pixels at once × hidden lanes, or input rows at once × a block's lanes
  float *out;           // pixels at once × out lanes
  float *dx;            // pixels × in lanes
};

struct InvertedTable {
  int64_t vector;
  int64_t lanes(int64_t channels) const { return (channels + vector - 1) / vector * vector; }

  /// z = depthwise(relu(x · expand + shift)); adds the sums of z and z² per lane to `moments`, if given.
  void (*filter)(const InvertedShape &, const InvertedWeights &, const float *x, const InvertedScratch &, float *z,
      float *moments);
  /// Adds how many pixels ReLU lets pass per lane, and the sum of z over them, to `sums`.
  void (*count)(const InvertedShape &, const HiddenNormalization &, const float *z, float *sums);
  /// y = relu(scale · z + shift) · project, with its sums per channel in `moments`, if given.
  void (*project)(const InvertedShape &, const InvertedWeights &, const HiddenNormalization &, const float *z,
      const InvertedScratch &, float *y, float *moments);
  /// out = scale · y + shift, and x, if given.
  void (*finish)(
      const InvertedShape &, const float *y, const float *scale, const float *shift, const float *x, float *out);
  /// Back through `finish` and `project`: for dy = a · g + b · y + d, adds to the gradient of the projection, writes
  /// what ReLU lets pass of z's to dz, and adds the sums of it and of it times z to `moments`.
  void (*project_backward)(const InvertedShape &, const InvertedWeights &, const HiddenNormalization &, const float *z,
      const float *g, const float *y, const float *a, const float *b, const float *d, const InvertedScratch &,
      const InvertedGradients &, float *dz, float *moments);
  /// Back through `filter`, from what `project_backward` wrote: adds to the gradients of depthwise weights and
  /// expansion and to the sums of what its ReLU lets pass, and writes x's gradient but for what the normalisation adds.
  void (*filter_backward)(const InvertedShape &, const InvertedWeights &, const HiddenNormalization &, const float *x,
      const float *z, const float *dz, const InvertedScratch &, const InvertedGradients &, float *dx);
};

}  // namespace ctorch
