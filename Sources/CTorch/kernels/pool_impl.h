// 3×3 pools with padding 1 of one image. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

// What is called for every window is put in its place: its captured variables must be in registers.
#define IN_PLACE __attribute__((always_inline))

/// What lies within 0..<size of three places in a row, of which the second is `middle`.
struct Window {
  int64_t first, last;  // half-open
  Window(int64_t middle, int64_t size) : first(middle > 0 ? middle - 1 : 0), last(middle + 2 < size ? middle + 2 : size) {}
  int64_t count() const { return last - first; }
};

/// Calls body(i, j) for i in 0..<rows and j in 0..<columns; most windows are whole.
template <class Body>
IN_PLACE inline void for_window(Window rows, Window columns, Body &&body) {
  if (rows.count() == 3 && columns.count() == 3) {
#pragma clang loop unroll(full)
    for (int i = 0; i < 3; ++i)
#pragma clang loop unroll(full)
      for (int j = 0; j < 3; ++j) body(i, j);
    return;
  }
  for (int i = 0; i < rows.count(); ++i)
    for (int j = 0; j < columns.count(); ++j) body(i, j);
}

/// Calls body(Constant<stride>), with 0 for strides that are not foreseen: division by a known number is much cheaper.
template <class Body>
IN_PLACE inline void with_stride(const PoolShape &s, Body &&body) {
  if (s.stride == 1) body(Constant<1>{});
  else if (s.stride == 2) body(Constant<2>{});
  else body(Constant<0>{});
}

/// Calls pixel(h, w, rows, columns) for every pixel of the output.
template <class Pixel>
IN_PLACE inline void for_windows(const PoolShape &s, Pixel &&pixel) {
  const int64_t stride = s.stride, height = s.out_height(), width = s.out_width();
  for (int64_t h = 0; h < height; ++h) {
    const Window rows(h * stride, s.height);
    for (int64_t w = 0; w < width; ++w) pixel(h, w, rows, Window(w * stride, s.width));
  }
}

/// The input's values under a window, for for_window.
template <int L>
struct Values {
  const float *first;
  int64_t row, pixel;
  Values(const PoolShape &s, const float *x, Window rows, Window columns) : first(x + (rows.first * s.width + columns.first) * s.pixel), row(s.width * s.pixel), pixel(s.pixel) {}
  V<L> operator()(int i, int j) const { return load<L>(first + i * row + j * pixel); }
};

/// Applies `reduce` to every window and stores what it gives, with its sums and squares.
template <class S, class Reduce>
inline void pool(const PoolShape &s, S *z, float *moments, Reduce &&reduce) {
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    V<L> sum = {}, squares = {};
    const int64_t width = s.out_width();
    for_windows(s, [&](int64_t h, int64_t w, Window rows, Window columns) IN_PLACE {
      const V<L> value = reduce(length, c, rows, columns);
      store<L>(z + (h * width + w) * s.channels + c, value);
      sum += value;
      squares += value * value;
    });
    if (moments) add_moments(moments, s.channels, c, Group<L, 1>{sum}, Group<L, 1>{squares});
  });
}

template <class S>
inline void max_pool(const PoolShape &s, const float *x, S *z, float *moments) {
  pool(s, z, moments, [&](auto length, int64_t c, Window rows, Window columns) IN_PLACE {
    constexpr int L = decltype(length)::value;
    const Values<L> values(s, x + c, rows, columns);
    V<L> best = values(0, 0);
    for_window(rows, columns, [&](int i, int j) IN_PLACE {
      const V<L> value = values(i, j);
      best = value > best ? value : best;
    });
    return best;
  });
}

template <class S>
inline void average_pool(const PoolShape &s, const float *x, S *z, float *moments) {
  pool(s, z, moments, [&](auto length, int64_t c, Window rows, Window columns) IN_PLACE {
    constexpr int L = decltype(length)::value;
    const Values<L> values(s, x + c, rows, columns);
    V<L> sum = {};
    for_window(rows, columns, [&](int i, int j) IN_PLACE { sum += values(i, j); });
    return sum * (1.0f / static_cast<float>(rows.count() * columns.count()));
  });
}

/// Calls pixel(h, w, rows, columns) for every pixel of the input, with the windows that it lies under.
template <int STRIDE, class Pixel>
IN_PLACE inline void for_inputs(const PoolShape &s, Pixel &&pixel) {
  const int64_t stride = STRIDE ? STRIDE : s.stride, height = s.out_height(), width = s.out_width();
  const auto windows = [&](int64_t place, int64_t size) IN_PLACE {
    Window result(place / stride, size);
    if (stride == 1) return result;
    const int64_t last = (place + 1) / stride + 1;
    result.first = (place - 1 + stride - 1) / stride;
    result.last = last < size ? last : size;
    return result;
  };
  for (int64_t h = 0; h < s.height; ++h) {
    const Window rows = windows(h, height);
    for (int64_t w = 0; w < s.width; ++w) pixel(h, w, rows, windows(w, width));
  }
}

/// Each pixel collects from the windows that it lies under: what windows hand out would wait for what the last one handed out.
inline void average_pool_backward(const PoolShape &s, const float *dz, float *shares, float *dx) {
  const int64_t width = s.out_width(), channels = s.channels;
  with_stride(s, [&]<int STRIDE>(Constant<STRIDE>) IN_PLACE {
    for_channels(channels, [&](auto length, int64_t c) {
      constexpr int L = decltype(length)::value;
      for_windows(s, [&](int64_t h, int64_t w, Window rows, Window columns) IN_PLACE {
        const int64_t out = h * width + w;
        store<L>(shares + out * L, load<L>(dz + out * channels + c) * (1.0f / static_cast<float>(rows.count() * columns.count())));
      });
      for_inputs<STRIDE>(s, [&](int64_t h, int64_t w, Window rows, Window columns) IN_PLACE {
        const float *first = shares + (rows.first * width + columns.first) * L;
        V<L> sum = {};
        for_window(rows, columns, [&](int i, int j) IN_PLACE { sum += load<L>(first + (i * width + j) * L); });
        float *to = dx + (h * s.width + w) * channels + c;
        store<L>(to, load<L>(to) + sum);
      });
    });
  });
}

inline void max_pool_backward(const PoolShape &s, const float *x, const float *dz, float *winners, float *dx) {
  const int64_t width = s.out_width(), channels = s.channels;
  with_stride(s, [&]<int STRIDE>(Constant<STRIDE>) IN_PLACE {
    const int64_t stride = STRIDE ? STRIDE : s.stride;
    for_channels(channels, [&](auto length, int64_t c) {
      constexpr int L = decltype(length)::value;
      // Found again rather than kept: what was kept may be rounded. A winner is the number of its place in a whole window.
      for_windows(s, [&](int64_t h, int64_t w, Window rows, Window columns) IN_PLACE {
        const Values<L> values(s, x + c, rows, columns);
        const int corner = static_cast<int>(3 * (rows.first - h * stride + 1) + columns.first - w * stride + 1);
        V<L> best = values(0, 0), winner = all<L>(corner);
        for_window(rows, columns, [&](int i, int j) IN_PLACE {
          const V<L> value = values(i, j);
          winner = value > best ? all<L>(corner + 3 * i + j) : winner;
          best = value > best ? value : best;
        });
        store<L>(winners + (h * width + w) * L, winner);
      });
      for_inputs<STRIDE>(s, [&](int64_t h, int64_t w, Window rows, Window columns) IN_PLACE {
        const int64_t start = rows.first * width + columns.first;
        const float *winner = winners + start * L, *gradient = dz + start * channels + c;
        const int here = static_cast<int>(3 * (h - rows.first * stride + 1) + w - columns.first * stride + 1), step = static_cast<int>(stride);
        V<L> sum = {};
        for_window(rows, columns, [&](int i, int j) IN_PLACE {
          const int64_t window = i * width + j;
          sum += load<L>(winner + window * L) == all<L>(here - (3 * i + j) * step) ? load<L>(gradient + window * channels) : zero<L>();
        });
        float *to = dx + (h * s.width + w) * channels + c;
        store<L>(to, load<L>(to) + sum);
      });
    });
  });
}

#undef IN_PLACE

}  // namespace KERNEL_NAMESPACE
