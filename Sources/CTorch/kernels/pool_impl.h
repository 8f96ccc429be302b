// 3×3 pools with padding 1 of one image. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// The rows or columns of the input under an output row or column.
struct Window {
  int64_t first, last;  // half-open
  Window(int64_t out, int64_t stride, int64_t size)
      : first(out * stride > 0 ? out * stride - 1 : 0), last(out * stride + 2 < size ? out * stride + 2 : size) {}
  int64_t count() const { return last - first; }
};

/// Calls pixel(out, rows, columns) for every pixel of the output.
template <class Pixel>
inline void for_windows(const PoolShape &s, Pixel &&pixel) {
  const int64_t out_height = (s.height + s.stride - 1) / s.stride, out_width = (s.width + s.stride - 1) / s.stride;
  for (int64_t h = 0; h < out_height; ++h) {
    const Window rows(h, s.stride, s.height);
    for (int64_t w = 0; w < out_width; ++w) pixel(h * out_width + w, rows, Window(w, s.stride, s.width));
  }
}

/// Calls body(pixel of the input) for every pixel under a window; most windows are whole.
template <class Body>
inline void for_pixels(const PoolShape &s, Window rows, Window columns, Body &&body) {
  if (rows.count() == 3 && columns.count() == 3) {
    const int64_t first = rows.first * s.width + columns.first;
#pragma clang loop unroll(full)
    for (int i = 0; i < 9; ++i) body(first + i / 3 * s.width + i % 3);
    return;
  }
  for (int64_t h = rows.first; h < rows.last; ++h)
    for (int64_t w = columns.first; w < columns.last; ++w) body(h * s.width + w);
}

template <int L>
inline V<L> largest(const PoolShape &s, const float *x, Window rows, Window columns) {
  V<L> best = load<L>(x + (rows.first * s.width + columns.first) * s.pixel);
  for_pixels(s, rows, columns, [&](int64_t p) {
    const V<L> value = load<L>(x + p * s.pixel);
    best = value > best ? value : best;
  });
  return best;
}

template <int L>
inline V<L> mean(const PoolShape &s, const float *x, Window rows, Window columns) {
  V<L> sum = {};
  for_pixels(s, rows, columns, [&](int64_t p) { sum += load<L>(x + p * s.pixel); });
  return sum * (1.0f / static_cast<float>(rows.count() * columns.count()));
}

/// Applies `reduce` to every window and stores what it gives, with its sums and squares.
template <class S, class Reduce>
inline void pool(const PoolShape &s, S *z, float *moments, Reduce &&reduce) {
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    V<L> sum = {}, squares = {};
    for_windows(s, [&](int64_t out, Window rows, Window columns) {
      const V<L> value = reduce(length, c, rows, columns);
      store<L>(z + out * s.channels + c, value);
      sum += value;
      squares += value * value;
    });
    if (moments) add_moments<L>(moments, s.channels, c, sum, squares);
  });
}

template <class S>
inline void max_pool(const PoolShape &s, const float *x, S *z, float *moments) {
  pool(s, z, moments, [&](auto length, int64_t c, Window rows, Window columns) { return largest<decltype(length)::value>(s, x + c, rows, columns); });
}

template <class S>
inline void average_pool(const PoolShape &s, const float *x, S *z, float *moments) {
  pool(s, z, moments, [&](auto length, int64_t c, Window rows, Window columns) { return mean<decltype(length)::value>(s, x + c, rows, columns); });
}

inline void average_pool_backward(const PoolShape &s, const float *dz, float *dx) {
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    for_windows(s, [&](int64_t out, Window rows, Window columns) {
      const V<L> share = load<L>(dz + out * s.channels + c) * (1.0f / static_cast<float>(rows.count() * columns.count()));
      for_pixels(s, rows, columns, [&](int64_t p) {
        float *to = dx + p * s.channels + c;
        store<L>(to, load<L>(to) + share);
      });
    });
  });
}

inline void max_pool_backward(const PoolShape &s, const float *x, const float *dz, float *dx) {
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    for_windows(s, [&](int64_t out, Window rows, Window columns) {
      // Found again rather than kept: what was kept may be rounded.
      const V<L> best = largest<L>(s, x + c, rows, columns);
      // What is still to be handed out: all of it to the first pixel that is the largest.
      V<L> left = load<L>(dz + out * s.channels + c);
      for_pixels(s, rows, columns, [&](int64_t p) {
        float *to = dx + p * s.channels + c;
        const auto wins = load<L>(x + p * s.pixel + c) == best;
        store<L>(to, load<L>(to) + (wins ? left : zero<L>()));
        left = wins ? zero<L>() : left;
      });
    });
  });
}

}  // namespace KERNEL_NAMESPACE
