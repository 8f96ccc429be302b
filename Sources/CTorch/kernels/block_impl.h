// ReLU, depthwise and pointwise convolution of one image, forward and backward. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// Calls body(L, N, c, h) for the channels of every row.
template <class Body>
inline void for_rows(const BlockShape &s, Body &&body) {
  for (int64_t h = 0; h < s.height; ++h)
    for_groups(s.channels, [&](auto length, auto count, int64_t c) { body(length, count, c, h); });
}

inline void load_source(const BlockShape &s, const float *x, int64_t pixel, float *padded) {
  for_rows(s, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c, int64_t h) {
    using G = Group<L, N>;
    const float *from = x + h * s.width * pixel + c;
    float *to = padded + s.padded_start() + h * s.padded_row() + c;
    for (int64_t w = 0; w < s.width; ++w) positive(G::at(from + w * pixel)).put(to + w * s.lanes);
  });
}

template <class S>
inline void load_result(const BlockShape &s, const S *z, const float *scale, const float *shift, float *padded) {
  for_rows(s, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c, int64_t h) {
    using G = Group<L, N>;
    const G a = G::at(scale + c), b = G::at(shift + c);
    const S *from = z + h * s.width * s.channels + c;
    float *to = padded + s.padded_start() + h * s.padded_row() + c;
    for (int64_t w = 0; w < s.width; ++w) positive(G::at(from + w * s.channels) * a + b).put(to + w * s.lanes);
  });
}

template <int K, class S>
inline void forward(const BlockShape &s, const BlockWeights &w, const float *padded, const BlockScratch &scratch, S *z,
    float *moments) {
  const int64_t step = s.rows_at_once();
  for (int64_t first = 0; first < s.out_height; first += step) {
    const int64_t last = first + step < s.out_height ? first + step : s.out_height;
    const int64_t pixels = (last - first) * s.out_width;
    depthwise_rows<K>(s, w.depthwise, padded, first, last, scratch.depthwise);
    const auto product = [&]<bool STREAMS>(std::bool_constant<STREAMS>) {
      product_pixels<STREAMS>(scratch.depthwise, s.lanes, pixels, w.pointwise, s.lanes, s.channels, s.channels,
          scratch.gradient, z + first * s.out_width * s.channels, moments);
    };
    if (s.streams) product(std::true_type{});
    else product(std::false_type{});
  }
  if (s.streams) finish_streams();
}

template <int K, class S>
inline void backward(const BlockShape &s, const BlockWeights &w, const float *padded, const Incoming<S> &in,
    const BlockScratch &scratch, BlockGradients sums, bool adds, float *difference) {
  const int64_t step = s.rows_at_once(), row = s.out_padded_row();
  float *dd = scratch.turned + s.out_padded_start();
  const auto for_parts = [&](auto &&body) {
    for (int64_t first = 0; first < s.out_height; first += step)
      body(first, first + step < s.out_height ? first + step : s.out_height);
  };
  for_parts([&](int64_t first, int64_t last) {
    const int64_t pixels = (last - first) * s.out_width;
    float *dz = scratch.gradient;
    incoming_part(first * s.out_width, pixels, s.channels, in, dz, s.lanes);
    if (sums.pointwise) {
      // What the forward pass did not keep.
      depthwise_rows<K>(s, w.depthwise, padded, first, last, scratch.depthwise);
      outer_product(scratch.depthwise, s.lanes, s.lanes, dz, s.lanes, pixels, sums.pointwise);
    }
    for (int64_t h = first; h < last; ++h)
      product(dz + (h - first) * s.out_width * s.lanes, s.lanes, s.out_width, w.pointwise_turned, s.lanes, s.channels,
          dd + h * row);
  });
  for_parts([&](int64_t first, int64_t last) {
    if (sums.depthwise) depthwise_weight_gradient<K>(s, padded, dd, row, first, last, sums.depthwise);
    if (!difference) return;
    if (s.stride != 1) return depthwise_scatter<K>(s, w.depthwise, dd, row, first, last, difference);
    // The gradient of the input is the convolution of the padded gradient with the flipped kernel.
    for (int64_t h = first; h < last; ++h) {
      const float *from = under_kernel(s, scratch.turned, h);
      float *to = difference + s.padded_start() + h * s.padded_row();
      if (adds) depthwise_row<K, true>(from, row, s.lanes, w.depthwise_flipped, 1, s.dilation, s.width, to);
      else depthwise_row<K, false>(from, row, s.lanes, w.depthwise_flipped, 1, s.dilation, s.width, to);
    }
  });
}

inline void finish_source(const BlockShape &s, const float *padded, const float *difference, float *dx) {
  for_rows(s, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c, int64_t h) {
    using G = Group<L, N>;
    const int64_t at = s.padded_start() + h * s.padded_row() + c;
    float *to = dx + h * s.width * s.channels + c;
    for (int64_t w = 0; w < s.width; ++w) {
      const int64_t here = at + w * s.lanes;
      (G::at(to + w * s.channels) + where_positive(G::at(padded + here), G::at(difference + here)))
          .put(to + w * s.channels);
    }
  });
}

template <class S>
inline void finish_result(
    const BlockShape &s, const float *padded, const float *difference, const S *z, S *dz, float *moments) {
  for_rows(s, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c, int64_t h) {
    using G = Group<L, N>;
    const int64_t at = s.padded_start() + h * s.padded_row() + c, start = h * s.width * s.channels + c;
    G sum = {}, dot = {};
    for (int64_t w = 0; w < s.width; ++w) {
      const int64_t here = at + w * s.lanes, there = start + w * s.channels;
      const G value = where_positive(G::at(padded + here), G::at(difference + here));
      value.put(dz + there);
      sum += value;
      dot += value * G::at(z + there);
    }
    add_moments(moments, s.channels, c, sum, dot);
  });
}

template <class S>
inline void block_forward(const BlockShape &s, const BlockWeights &w, const float *padded, const BlockScratch &scratch,
    S *z, float *moments) {
  switch (s.kernel) {
    case 3: return forward<3>(s, w, padded, scratch, z, moments);
    case 5: return forward<5>(s, w, padded, scratch, z, moments);
    default: return forward<7>(s, w, padded, scratch, z, moments);
  }
}

template <class S>
inline void block_backward(const BlockShape &s, const BlockWeights &w, const float *padded, const Incoming<S> &in,
    const BlockScratch &scratch, BlockGradients sums, bool adds, float *difference) {
  switch (s.kernel) {
    case 3: return backward<3>(s, w, padded, in, scratch, sums, adds, difference);
    case 5: return backward<5>(s, w, padded, in, scratch, sums, adds, difference);
    default: return backward<7>(s, w, padded, in, scratch, sums, adds, difference);
  }
}

}  // namespace KERNEL_NAMESPACE
