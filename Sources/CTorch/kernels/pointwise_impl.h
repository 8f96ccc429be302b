// ReLU and 1×1 convolutions between different numbers of channels. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// Calls body(from, at) for every pixel of output rows first..<last and every tap: the input's pixel, or -1 beyond the
/// edge, and its place among the gathered channels.
template <class Body>
inline void for_taps(const PointwiseShape &s, int64_t first, int64_t last, Body &&body) {
  int64_t at = 0;
  for (int64_t h = first; h < last; ++h)
    for (int64_t w = 0; w < s.out_width; ++w)
      for (int64_t tap = 0; tap < s.taps; ++tap, at += s.in_lanes) {
        const int64_t y = h * s.stride + tap, x = w * s.stride + tap;
        body(y < s.height && x < s.width ? y * s.width + x : -1, at);
      }
}

inline void gather(const PointwiseShape &s, const float *x, int64_t first, int64_t last, float *gathered) {
  for_taps(s, first, last, [&](int64_t from, int64_t at) {
    if (from < 0) {
      std::memset(gathered + at, 0, s.in_lanes * sizeof(float));
      return;
    }
    for_channels(s.in_channels, [&](auto length, int64_t c) {
      constexpr int L = decltype(length)::value;
      store<L>(gathered + at + c, positive<L>(load<L>(x + from * s.in_channels + c)));
    });
    for (int64_t c = s.in_channels; c < s.in_lanes; ++c) gathered[at + c] = 0;
  });
}

/// Calls body(first, last) for the rows that are worked on at a time.
template <class Body>
inline void for_parts(const PointwiseShape &s, Body &&body) {
  const int64_t step = s.rows_at_once();
  for (int64_t first = 0; first < s.out_height; first += step)
    body(first, first + step < s.out_height ? first + step : s.out_height);
}

inline void pointwise_forward(const PointwiseShape &s, const float *x, const float *matrix, float *gathered, float *out,
    float *z, float *moments) {
  for_parts(s, [&](int64_t first, int64_t last) {
    const int64_t pixels = (last - first) * s.out_width;
    gather(s, x, first, last, gathered);
    product_pixels(gathered, s.inner(), pixels, matrix, s.lanes, s.inner(), s.channels, out,
        z + first * s.out_width * s.channels, moments);
  });
}

inline void pointwise_backward(const PointwiseShape &s, const float *x, const float *turned, const Incoming<float> &in,
    float *gathered, float *dz, float *sums, float *dx) {
  if (dx && s.stride > 1) std::memset(dx, 0, s.height * s.width * s.in_channels * sizeof(float));
  for_parts(s, [&](int64_t first, int64_t last) {
    const int64_t pixels = (last - first) * s.out_width;
    incoming_part(first * s.out_width, pixels, s.channels, in, dz, s.lanes);
    if (sums) {
      gather(s, x, first, last, gathered);
      outer_product(gathered, s.inner(), s.inner(), dz, s.lanes, pixels, sums);
    }
    if (!dx) return;
    float *dg = gathered;
    product(dz, s.lanes, pixels, turned, s.inner(), s.channels, dg);
    for_taps(s, first, last, [&](int64_t from, int64_t at) {
      if (from < 0) return;
      for_channels(s.in_channels, [&](auto length, int64_t c) {
        constexpr int L = decltype(length)::value;
        const int64_t here = from * s.in_channels + c;
        store<L>(dx + here, where_positive<L>(load<L>(x + here), load<L>(dg + at + c)));
      });
    });
  });
}

inline void normalize(int64_t pixels, int64_t channels, const float *scale, const float *shift, float *z) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    const V<L> a = load<L>(scale + c), b = load<L>(shift + c);
    for (int64_t p = 0; p < pixels; ++p) {
      float *at = z + p * channels + c;
      store<L>(at, a * load<L>(at) + b);
    }
  });
}

}  // namespace KERNEL_NAMESPACE
