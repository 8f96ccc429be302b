// Sizes of what the kernels compute.
#pragma once

#include <cstdint>

namespace ctorch {

/// The upper half of a float. Only storage: arithmetic is in float.
struct BFloat16 {
  uint16_t bits;
};

/// ReLU, depthwise k×k, pointwise: the building block of separable and dilated convolutions.
struct BlockShape {
  int64_t channels, lanes;
  int64_t height, width;          // of the input
  int64_t out_height, out_width;  // of the output
  int64_t kernel, stride, dilation, padding;
  int64_t border;  // zeros around images in scratch memory; at least `padding`
  bool streams;    // whether what is computed goes past the caches, because too much follows for it to be found there
                   // again

  int64_t padded_row() const { return (width + 2 * border) * lanes; }
  int64_t padded_size() const { return (height + 2 * border) * padded_row(); }
  int64_t padded_start() const { return border * (padded_row() + lanes); }
  int64_t out_padded_row() const { return (out_width + 2 * border) * lanes; }
  int64_t out_padded_size() const { return (out_height + 2 * border) * out_padded_row(); }
  int64_t out_padded_start() const { return border * (out_padded_row() + lanes); }
  /// Rows of the output that are worked on at a time, so that what is between two steps stays in the first cache.
  int64_t rows_at_once() const { return out_width < 64 ? 64 / out_width : 1; }
};

}  // namespace ctorch
