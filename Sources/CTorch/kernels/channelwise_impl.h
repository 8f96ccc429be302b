// A depthwise convolution on its own, a block of channels at a time. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// A block of channels of an image whose pixels are `pixel` floats apart, into padded scratch.
inline void load_padded(int64_t height, int64_t width, int64_t channels, const float *from, int64_t pixel, float *to,
    int64_t lanes, int64_t row) {
  for (int64_t h = 0; h < height; ++h)
    for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      for (int64_t w = 0; w < width; ++w)
        Group<L, N>::at(from + (h * width + w) * pixel + c).put(to + h * row + w * lanes + c);
    });
}

/// The same of relu(scale · x + shift).
inline void load_normalized(int64_t height, int64_t width, int64_t channels, const float *from, int64_t pixel,
    const float *scale, const float *shift, float *to, int64_t lanes, int64_t row) {
  for (int64_t h = 0; h < height; ++h)
    for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      using G = Group<L, N>;
      const G a = G::at(scale + c), b = G::at(shift + c);
      for (int64_t w = 0; w < width; ++w)
        positive(G::at(from + (h * width + w) * pixel + c) * a + b).put(to + h * row + w * lanes + c);
    });
}

/// The input of a convolution into padded scratch.
inline void load_input(
    const BlockShape &s, int64_t pixel, const float *x, const ChannelwiseInput &input, float *padded) {
  float *to = padded + s.padded_start();
  if (input.scale)
    load_normalized(s.height, s.width, s.channels, x, pixel, input.scale, input.shift, to, s.lanes, s.padded_row());
  else load_padded(s.height, s.width, s.channels, x, pixel, to, s.lanes, s.padded_row());
}

/// The way back, from pixels that are `lanes` apart in rows that are `row` apart.
inline void store_block(int64_t height, int64_t width, int64_t channels, const float *from, int64_t lanes, int64_t row,
    float *to, int64_t pixel) {
  for (int64_t h = 0; h < height; ++h)
    for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      for (int64_t w = 0; w < width; ++w)
        Group<L, N>::at(from + h * row + w * lanes + c).put(to + (h * width + w) * pixel + c);
    });
}

/// Rows first..<last of the input's gradient, which lie `row` apart: densely, and back through ReLU if there is one,
/// with the sums of what is left and of it times x.
inline void store_input_gradient(const BlockShape &s, int64_t pixel, const float *x, const float *padded,
    const float *from, int64_t row, int64_t first, int64_t last, float *dx, float *moments) {
  if (!moments)
    return store_block(last - first, s.width, s.channels, from, s.lanes, row, dx + first * s.width * pixel, pixel);
  for_groups(s.channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
    using G = Group<L, N>;
    G sum = {}, dot = {};
    for (int64_t h = first; h < last; ++h)
      for (int64_t w = 0; w < s.width; ++w) {
        const int64_t at = (h * s.width + w) * pixel + c;
        const G passed = where_positive(G::at(padded + s.padded_start() + h * s.padded_row() + w * s.lanes + c),
            G::at(from + (h - first) * row + w * s.lanes + c));
        passed.put(dx + at);
        sum += passed;
        dot += passed * G::at(x + at);
      }
    add_moments(moments, pixel, c, sum, dot);
  });
}

template <int K>
inline void channelwise_forward_of(const BlockShape &s, int64_t pixel, const float *x, const ChannelwiseInput &input,
    const float *weight, const BlockScratch &scratch, float *padded, float *z) {
  load_input(s, pixel, x, input, padded);
  const int64_t step = s.rows_at_once();
  for (int64_t first = 0; first < s.out_height; first += step) {
    const int64_t last = first + step < s.out_height ? first + step : s.out_height;
    depthwise_rows<K>(s, weight, padded, first, last, scratch.depthwise);
    store_block(last - first, s.out_width, s.channels, scratch.depthwise, s.lanes, s.out_width * s.lanes,
        z + first * s.out_width * pixel, pixel);
  }
}

template <int K>
inline void channelwise_backward_of(const BlockShape &s, int64_t pixel, const float *x, const ChannelwiseInput &input,
    const float *g, const float *weight, const float *flipped, const BlockScratch &scratch, float *padded,
    float *difference, float *sums, float *dx, float *moments) {
  const int64_t step = s.rows_at_once(), row = s.out_padded_row();
  float *dd = scratch.turned + s.out_padded_start();
  load_padded(s.out_height, s.out_width, s.channels, g, pixel, dd, s.lanes, row);
  if (sums || moments) load_input(s, pixel, x, input, padded);
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
    for (int64_t h = first; h < last; ++h)
      depthwise_row<K, false>(under_kernel(s, scratch.turned, h), row, s.lanes, flipped, 1, s.dilation, s.width,
          scratch.depthwise + (h - first) * s.width * s.lanes);
    store_input_gradient(s, pixel, x, padded, scratch.depthwise, s.width * s.lanes, first, last, dx, moments);
  }
  if (dx && s.stride != 1)
    store_input_gradient(s, pixel, x, padded, difference + s.padded_start(), s.padded_row(), 0, s.height, dx, moments);
}

inline void channelwise_forward(const BlockShape &s, int64_t pixel, const float *x, const ChannelwiseInput &input,
    const float *weight, const BlockScratch &scratch, float *padded, float *z) {
  switch (s.kernel) {
    case 3: return channelwise_forward_of<3>(s, pixel, x, input, weight, scratch, padded, z);
    case 5: return channelwise_forward_of<5>(s, pixel, x, input, weight, scratch, padded, z);
    default: return channelwise_forward_of<7>(s, pixel, x, input, weight, scratch, padded, z);
  }
}

inline void channelwise_backward(const BlockShape &s, int64_t pixel, const float *x, const ChannelwiseInput &input,
    const float *g, const float *weight, const float *flipped, const BlockScratch &scratch, float *padded,
    float *difference, float *sums, float *dx, float *moments) {
  switch (s.kernel) {
    case 3:
      return channelwise_backward_of<3>(
          s, pixel, x, input, g, weight, flipped, scratch, padded, difference, sums, dx, moments);
    case 5:
      return channelwise_backward_of<5>(
          s, pixel, x, input, g, weight, flipped, scratch, padded, difference, sums, dx, moments);
    default:
      return channelwise_backward_of<7>(
          s, pixel, x, input, g, weight, flipped, scratch, padded, difference, sums, dx, moments);
  }
}

}  // namespace KERNEL_NAMESPACE
