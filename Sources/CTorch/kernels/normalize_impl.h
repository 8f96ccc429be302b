// Batch normalisation on its own, with or without ReLU behind it. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// Calls body(L, N, R, c) for the channels, where R says whether there is a ReLU.
template <class Body>
inline void for_normalized(int64_t channels, bool rectified, Body &&body) {
  for_groups(channels, [&](auto length, auto count, int64_t c) {
    if (rectified) body(length, count, std::true_type{}, c);
    else body(length, count, std::false_type{}, c);
  });
}

inline void normalize_images(int64_t pixels, int64_t channels, const float *x, const float *scale, const float *shift,
    bool rectified, float *out) {
  for_normalized(
      channels, rectified, [&]<int L, int N, bool R>(Constant<L>, Constant<N>, std::bool_constant<R>, int64_t c) {
    using G = Group<L, N>;
    const G a = G::at(scale + c), b = G::at(shift + c);
    for (int64_t at = c; at < pixels * channels; at += channels) {
      const G value = G::at(x + at) * a + b;
      (R ? positive(value) : value).put(out + at);
    }
  });
}

/// Adds the sums of g and of g · x to `moments`, where g is 0 if ReLU let nothing pass; without g, of ones in its
/// place.
inline void reduce_normalized(int64_t pixels, int64_t channels, const float *g, const float *x, const float *scale,
    const float *shift, bool rectified, float *moments) {
  for_normalized(
      channels, rectified, [&]<int L, int N, bool R>(Constant<L>, Constant<N>, std::bool_constant<R>, int64_t c) {
    using G = Group<L, N>;
    const G a = G::at(scale + c), b = G::at(shift + c), one = G::of(1);
    // Several sums, so that one addition need not wait for the other.
    constexpr int B = N < 4 ? 4 / N : 1;
    G sum[B] = {}, dot[B] = {};
    const auto add = [&](int i, int64_t p) {
      const G value = G::at(x + p * channels + c), given = g ? G::at(g + p * channels + c) : one;
      const G passed = R ? where_positive(value * a + b, given) : given;
      sum[i] += passed;
      dot[i] += passed * value;
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

/// dx = (a · g + q where ReLU let something pass) + b · x + d per channel; q is 0 where null, and `dx` may be `g`.
inline void normalize_backward(int64_t pixels, int64_t channels, const float *g, const float *x, const float *scale,
    const float *shift, bool rectified, const float *a, const float *q, const float *b, const float *d, float *dx) {
  for_normalized(
      channels, rectified, [&]<int L, int N, bool R>(Constant<L>, Constant<N>, std::bool_constant<R>, int64_t c) {
    using G = Group<L, N>;
    const G factor = G::at(scale + c), summand = G::at(shift + c), of_g = G::at(a + c), of_x = G::at(b + c),
            constant = G::at(d + c), extra = q ? G::at(q + c) : G{};
    for (int64_t at = c; at < pixels * channels; at += channels) {
      const G value = G::at(x + at), given = G::at(g + at);
      const G scaled = of_g * given + extra;
      const G passed = R ? where_positive(value * factor + summand, scaled) : scaled;
      (passed + (of_x * value + constant)).put(dx + at);
    }
  });
}

}  // namespace KERNEL_NAMESPACE
