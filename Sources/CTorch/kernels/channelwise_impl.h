// A depthwise convolution on its own, a block of channels at a time. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// A block of channels of an image whose pixels are `pixel` floats apart, into padded scratch.
inline void load_padded(int64_t height, int64_t width, int64_t channels, const float *from, int64_t pixel, float *to, int64_t lanes, int64_t row) {
  for (int64_t h = 0; h < height; ++h)
    for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      for (int64_t w = 0; w < width; ++w) Group<L, N>::at(from + (h * width + w) * pixel + c).put(to + h * row + w * lanes + c);
    });
}

/// The way back, from pixels that are `lanes` apart in rows that are `row` apart.
inline void store_block(int64_t height, int64_t width, int64_t channels, const float *from, int64_t lanes, int64_t row, float *to, int64_t pixel) {
  for (int64_t h = 0; h < height; ++h)
    for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      for (int64_t w = 0; w < width; ++w) Group<L, N>::at(from + h * row + w * lanes + c).put(to + (h * width + w) * pixel + c);
    });
}

template <int K>
inline void channelwise_forward_of(const BlockShape &s, int64_t pixel, const float *x, const float *weight, const BlockScratch &scratch, float *padded, float *z) {
  load_padded(s.height, s.width, s.channels, x, pixel, padded + s.padded_start(), s.lanes, s.padded_row());
  const int64_t step = s.rows_at_once();
  for (int64_t first = 0; first < s.out_height; first += step) {
    const int64_t last = first + step < s.out_height ? first + step : s.out_height;
    depthwise_rows<K>(s, weight, padded, first, last, scratch.depthwise);
    store_block(last - first, s.out_width, s.channels, scratch.depthwise, s.lanes, s.out_width * s.lanes, z + first * s.out_width * pixel, pixel);
  }
}

template <int K>
inline void channelwise_backward_of(const BlockShape &s, int64_t pixel, const float *x, const float *g, const float *weight, const float *flipped, const BlockScratch &scratch, float *padded, float *difference, float *sums, float *dx) {
  const int64_t step = s.rows_at_once(), row = s.out_padded_row();
  float *dd = scratch.turned + s.out_padded_start();
  load_padded(s.out_height, s.out_width, s.channels, g, pixel, dd, s.lanes, row);
  if (sums) load_padded(s.height, s.width, s.channels, x, pixel, padded + s.padded_start(), s.lanes, s.padded_row());
  if (dx && s.stride != 1) std::memset(difference, 0, s.padded_size() * sizeof(float));
  for (int64_t first = 0; first < s.out_height; first += step) {
    const int64_t last = first + step < s.out_height ? first + step : s.out_height;
    if (sums) depthwise_weight_gradient<K>(s, padded, dd, row, first, last, sums);
    if (!dx) continue;
    if (s.stride != 1) {
      depthwise_scatter<K>(s, weight, dd, row, first, last, difference);
      continue;
    }
    // The gradient of the input is the convolution of the padded gradient with the flipped kernel.
    for (int64_t h = first; h < last; ++h) depthwise_row<K, false>(under_kernel(s, scratch.turned, h), row, s.lanes, flipped, 1, s.dilation, s.width, scratch.depthwise + (h - first) * s.width * s.lanes);
    store_block(last - first, s.width, s.channels, scratch.depthwise, s.lanes, s.width * s.lanes, dx + first * s.width * pixel, pixel);
  }
  if (dx && s.stride != 1) store_block(s.height, s.width, s.channels, difference + s.padded_start(), s.lanes, s.padded_row(), dx, pixel);
}

inline void channelwise_forward(const BlockShape &s, int64_t pixel, const float *x, const float *weight, const BlockScratch &scratch, float *padded, float *z) {
  switch (s.kernel) {
    case 3: return channelwise_forward_of<3>(s, pixel, x, weight, scratch, padded, z);
    case 5: return channelwise_forward_of<5>(s, pixel, x, weight, scratch, padded, z);
    default: return channelwise_forward_of<7>(s, pixel, x, weight, scratch, padded, z);
  }
}

inline void channelwise_backward(const BlockShape &s, int64_t pixel, const float *x, const float *g, const float *weight, const float *flipped, const BlockScratch &scratch, float *padded, float *difference, float *sums, float *dx) {
  switch (s.kernel) {
    case 3: return channelwise_backward_of<3>(s, pixel, x, g, weight, flipped, scratch, padded, difference, sums, dx);
    case 5: return channelwise_backward_of<5>(s, pixel, x, g, weight, flipped, scratch, padded, difference, sums, dx);
    default: return channelwise_backward_of<7>(s, pixel, x, g, weight, flipped, scratch, padded, difference, sums, dx);
  }
}

}  // namespace KERNEL_NAMESPACE
