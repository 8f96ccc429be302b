// Weighted sums of images and sums over their pixels. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// Pixels `first`..<first + pixels of an incoming gradient, to pixels `out_pixel` floats apart.
template <class S>
inline void incoming_part(int64_t first, int64_t pixels, int64_t channels, const Incoming<S> &in, float *out, int64_t out_pixel) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    const int64_t start = first * channels + c;
    const V<L> a = load<L>(in.a[0] + c), b = load<L>(in.b + c), d = load<L>(in.d + c);
    const S *z = in.z + start;
    const auto first_user = [&](const auto *g) {
      for (int64_t p = 0; p < pixels; ++p) store<L>(out + p * out_pixel + c, a * load<L>(g + p * channels) + (b * load<L>(z + p * channels) + d));
    };
    if (in.between) first_user(in.between + start);
    else first_user(in.g[0] + start);
    for (int64_t u = 1; u < in.count; ++u) {
      const V<L> scale = load<L>(in.a[u] + c);
      const float *g = in.g[u] + start;
      for (int64_t p = 0; p < pixels; ++p) {
        float *to = out + p * out_pixel + c;
        store<L>(to, load<L>(to) + scale * load<L>(g + p * channels));
      }
    }
  });
}

template <class S>
inline void incoming(int64_t pixels, int64_t channels, const Incoming<S> &in, float *out) {
  incoming_part(0, pixels, channels, in, out, channels);
}

/// Stores pixels that lie `lanes` apart densely, and adds the sums of them and their squares to `moments`, if given.
template <class S>
inline void store_pixels(int64_t pixels, int64_t channels, const float *from, int64_t lanes, S *to, float *moments) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    V<L> sum = {}, squares = {};
    for (int64_t p = 0; p < pixels; ++p) {
      const V<L> value = load<L>(from + p * lanes + c);
      store<L>(to + p * channels + c, value);
      sum += value;
      squares += value * value;
    }
    if (moments) add_moments<L>(moments, channels, c, sum, squares);
  });
}

template <class S>
inline void combine(int64_t pixels, int64_t channels, int64_t count, const S *const *z, const float *scales, const float *shift, float *out, int64_t pixel) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    const V<L> start = load<L>(shift + c);
    const auto tile = [&]<int B>(Constant<B>, int64_t p) {
      V<L> sum[B];
#pragma clang loop unroll(full)
      for (int i = 0; i < B; ++i) sum[i] = start;
      for (int64_t t = 0; t < count; ++t) {
        const V<L> scale = load<L>(scales + t * channels + c);
        const S *from = z[t] + p * channels + c;
#pragma clang loop unroll(full)
        for (int i = 0; i < B; ++i) sum[i] += scale * load<L>(from + i * channels);
      }
#pragma clang loop unroll(full)
      for (int i = 0; i < B; ++i) store<L>(out + (p + i) * pixel + c, sum[i]);
    };
    int64_t p = 0;
    for (; p + 8 <= pixels; p += 8) tile(Constant<8>{}, p);
    for (; p < pixels; ++p) tile(Constant<1>{}, p);
  });
}

inline void add_scaled(int64_t pixels, int64_t channels, const float *x, int64_t x_pixel, float weight, float *out, int64_t out_pixel) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    for (int64_t p = 0; p < pixels; ++p) {
      float *to = out + p * out_pixel + c;
      store<L>(to, load<L>(to) + weight * load<L>(x + p * x_pixel + c));
    }
  });
}

template <class S>
inline void reduce_any(int64_t pixels, int64_t channels, const float *g, const S *z, int64_t pixel, float *moments) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    V<L> sum[2] = {}, dot[2] = {};
    const auto add = [&](int i, int64_t p) {
      const V<L> value = load<L>(g + p * channels + c);
      sum[i] += value;
      dot[i] += value * load<L>(z + p * pixel + c);
    };
    int64_t p = 0;
    for (; p + 2 <= pixels; p += 2) add(0, p), add(1, p + 1);
    if (p < pixels) add(0, p);
    add_moments<L>(moments, channels, c, sum[0] + sum[1], dot[0] + dot[1]);
  });
}

template <class S>
inline void reduce(int64_t pixels, int64_t channels, const float *g, const S *z, float *moments) {
  reduce_any(pixels, channels, g, z, channels, moments);
}

inline void reduce_source(int64_t pixels, int64_t channels, const float *g, const float *x, int64_t pixel, float *moments) {
  reduce_any(pixels, channels, g, x, pixel, moments);
}

}  // namespace KERNEL_NAMESPACE
