// Weighted sums of images and sums over their pixels. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// Pixels `first`..<first + pixels of an incoming gradient, to pixels `out_pixel` floats apart.
template <class S>
inline void incoming_part(
    int64_t first, int64_t pixels, int64_t channels, const Incoming<S> &in, float *out, int64_t out_pixel) {
  for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
    using G = Group<L, N>;
    const int64_t start = first * channels + c;
    const G a = G::at(in.a[0] + c), b = G::at(in.b + c), d = G::at(in.d + c);
    const S *z = in.z + start;
    float *to = out + c;
    const auto add_up = [&](const auto *g, auto &&others) {
      for (int64_t p = 0; p < pixels; ++p)
        others(a * G::at(g + p * channels) + (b * G::at(z + p * channels) + d), p).put(to + p * out_pixel);
    };
    const auto alone = [](const G &value, int64_t) { return value; };
    const auto with_others = [&](G value, int64_t p) {
      for (int64_t u = 1; u < in.count; ++u) value += G::at(in.a[u] + c) * G::at(in.g[u] + start + p * channels);
      return value;
    };
    if (in.between) add_up(in.between + start, alone);
    else if (in.count == 1) add_up(in.g[0] + start, alone);
    else add_up(in.g[0] + start, with_others);
  });
}

template <class S>
inline void incoming(int64_t pixels, int64_t channels, const Incoming<S> &in, float *out) {
  incoming_part(0, pixels, channels, in, out, channels);
}

/// Stores pixels that lie `lanes` apart densely, and adds the sums of them and their squares to `moments`, if given.
template <class S>
inline void store_pixels(int64_t pixels, int64_t channels, const float *from, int64_t lanes, S *to, float *moments) {
  for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
    using G = Group<L, N>;
    G sum = {}, squares = {};
    for (int64_t p = 0; p < pixels; ++p) {
      const G value = G::at(from + p * lanes + c);
      value.put(to + p * channels + c);
      sum += value;
      squares += value * value;
    }
    if (moments) add_moments(moments, channels, c, sum, squares);
  });
}

template <class S>
inline void combine(int64_t pixels, int64_t channels, int64_t count, const S *const *z, const float *scales,
    const float *shift, float *out, int64_t pixel) {
  for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
    using G = Group<L, N>;
    const G start = G::at(shift + c);
    const auto tile = [&]<int B>(Constant<B>, int64_t p) {
      G sum[B];
#pragma clang loop unroll(full)
      for (int i = 0; i < B; ++i) sum[i] = start;
      for (int64_t t = 0; t < count; ++t) {
        const G scale = G::at(scales + t * channels + c);
        const S *from = z[t] + p * channels + c;
#pragma clang loop unroll(full)
        for (int i = 0; i < B; ++i) sum[i] += scale * G::at(from + i * channels);
      }
#pragma clang loop unroll(full)
      for (int i = 0; i < B; ++i) sum[i].put(out + (p + i) * pixel + c);
    };
    constexpr int B = 8 / N;
    int64_t p = 0;
    for (; p + B <= pixels; p += B) tile(Constant<B>{}, p);
    for (; p < pixels; ++p) tile(Constant<1>{}, p);
  });
}

inline void add_scaled(
    int64_t pixels, int64_t channels, const float *x, int64_t x_pixel, float weight, float *out, int64_t out_pixel) {
  for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
    using G = Group<L, N>;
    for (int64_t p = 0; p < pixels; ++p) {
      float *to = out + p * out_pixel + c;
      (G::at(to) + weight * G::at(x + p * x_pixel + c)).put(to);
    }
  });
}

template <class S>
inline void reduce_any(int64_t pixels, int64_t channels, const float *g, const S *z, int64_t pixel, float *moments) {
  for_groups(channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
    using G = Group<L, N>;
    // Several sums, so that one addition need not wait for the other.
    constexpr int B = N < 4 ? 4 / N : 1;
    G sum[B] = {}, dot[B] = {};
    const auto add = [&](int i, int64_t p) {
      const G value = G::at(g + p * channels + c);
      sum[i] += value;
      dot[i] += value * G::at(z + p * pixel + c);
    };
    int64_t p = 0;
    for (; p + B <= pixels; p += B)
#pragma clang loop unroll(full)
      for (int i = 0; i < B; ++i) add(i, p + i);
    for (; p < pixels; ++p) add(0, p);
#pragma clang loop unroll(full)
    for (int i = 1; i < B; ++i) sum[0] += sum[i], dot[0] += dot[i];
    add_moments(moments, channels, c, sum[0], dot[0]);
  });
}

template <class S>
inline void reduce(int64_t pixels, int64_t channels, const float *g, const S *z, float *moments) {
  reduce_any(pixels, channels, g, z, channels, moments);
}

inline void reduce_source(
    int64_t pixels, int64_t channels, const float *g, const float *x, int64_t pixel, float *moments) {
  reduce_any(pixels, channels, g, x, pixel, moments);
}

}  // namespace KERNEL_NAMESPACE
