// 3×3 pools with padding 1, weighted sums and reductions of one image. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// The rows or columns of the input under an output row or column.
struct Window {
  int64_t first, last;  // half-open
  Window(int64_t out, int64_t stride, int64_t size)
      : first(out * stride > 0 ? out * stride - 1 : 0), last(out * stride + 2 < size ? out * stride + 2 : size) {}
  int64_t count() const { return last - first; }
};

template <class Pixel>
inline void for_windows(int64_t height, int64_t width, int64_t stride, Pixel &&pixel) {
  const int64_t out_height = (height + stride - 1) / stride, out_width = (width + stride - 1) / stride;
  for (int64_t h = 0; h < out_height; ++h) {
    const Window rows(h, stride, height);
    for (int64_t w = 0; w < out_width; ++w) pixel(h * out_width + w, rows, Window(w, stride, width));
  }
}

/// Applies `reduce` to every window and stores what it gives, with its sums and squares.
template <class Reduce>
inline void pool(int64_t channels, int64_t height, int64_t width, int64_t stride, float *z, float *moments, Reduce &&reduce) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    V<L> sum = {}, squares = {};
    for_windows(height, width, stride, [&](int64_t out, Window rows, Window columns) {
      const V<L> value = reduce(length, c, rows, columns);
      store<L>(z + out * channels + c, value);
      sum += value;
      squares += value * value;
    });
    if (!moments) return;
    store<L>(moments + c, load<L>(moments + c) + sum);
    store<L>(moments + channels + c, load<L>(moments + channels + c) + squares);
  });
}

inline void max_pool(int64_t channels, int64_t height, int64_t width, int64_t stride, const float *x, float *z, float *moments) {
  pool(channels, height, width, stride, z, moments, [&](auto length, int64_t c, Window rows, Window columns) {
    constexpr int L = decltype(length)::value;
    V<L> best = load<L>(x + (rows.first * width + columns.first) * channels + c);
    for (int64_t h = rows.first; h < rows.last; ++h)
      for (int64_t w = columns.first; w < columns.last; ++w) {
        const V<L> value = load<L>(x + (h * width + w) * channels + c);
        best = value > best ? value : best;
      }
    return best;
  });
}

inline void average_pool(int64_t channels, int64_t height, int64_t width, int64_t stride, const float *x, float *z, float *moments) {
  pool(channels, height, width, stride, z, moments, [&](auto length, int64_t c, Window rows, Window columns) {
    constexpr int L = decltype(length)::value;
    V<L> sum = {};
    for (int64_t h = rows.first; h < rows.last; ++h)
      for (int64_t w = columns.first; w < columns.last; ++w) sum += load<L>(x + (h * width + w) * channels + c);
    return sum * (1.0f / static_cast<float>(rows.count() * columns.count()));
  });
}

inline void average_pool_backward(int64_t channels, int64_t height, int64_t width, int64_t stride, const float *g, const float *z, const float *a, const float *b, const float *d, float *dx) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    const V<L> va = load<L>(a + c), vb = load<L>(b + c), vd = load<L>(d + c);
    for_windows(height, width, stride, [&](int64_t out, Window rows, Window columns) {
      const V<L> dz = va * load<L>(g + out * channels + c) + (vb * load<L>(z + out * channels + c) + vd);
      const V<L> share = dz * (1.0f / static_cast<float>(rows.count() * columns.count()));
      for (int64_t h = rows.first; h < rows.last; ++h)
        for (int64_t w = columns.first; w < columns.last; ++w) {
          float *to = dx + (h * width + w) * channels + c;
          store<L>(to, load<L>(to) + share);
        }
    });
  });
}

inline void max_pool_backward(int64_t channels, int64_t height, int64_t width, int64_t stride, const float *x, const float *g, const float *z, const float *a, const float *b, const float *d, float *dx) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    const V<L> va = load<L>(a + c), vb = load<L>(b + c), vd = load<L>(d + c);
    for_windows(height, width, stride, [&](int64_t out, Window rows, Window columns) {
      const V<L> best = load<L>(z + out * channels + c);
      // What is still to be handed out: all of it to the first pixel that is the largest.
      V<L> left = va * load<L>(g + out * channels + c) + (vb * best + vd);
      for (int64_t h = rows.first; h < rows.last; ++h)
        for (int64_t w = columns.first; w < columns.last; ++w) {
          const int64_t at = (h * width + w) * channels + c;
          const auto wins = load<L>(x + at) == best;
          store<L>(dx + at, load<L>(dx + at) + (wins ? left : zero<L>()));
          left = wins ? zero<L>() : left;
        }
    });
  });
}

inline void combine(int64_t pixels, int64_t channels, const float *z, const float *scale, const float *shift, bool first, float *out) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    const V<L> va = load<L>(scale + c), vb = load<L>(shift + c);
    if (first) {
      for (int64_t p = 0; p < pixels; ++p) store<L>(out + p * channels + c, va * load<L>(z + p * channels + c) + vb);
    } else {
      for (int64_t p = 0; p < pixels; ++p) store<L>(out + p * channels + c, load<L>(out + p * channels + c) + (va * load<L>(z + p * channels + c) + vb));
    }
  });
}

inline void reduce(int64_t pixels, int64_t channels, const float *g, const float *z, float *dots, float *sums) {
  for_channels(channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    V<L> dot = {}, sum = {};
    for (int64_t p = 0; p < pixels; ++p) {
      const V<L> value = load<L>(g + p * channels + c);
      dot += value * load<L>(z + p * channels + c);
      sum += value;
    }
    store<L>(dots + c, load<L>(dots + c) + dot);
    if (sums) store<L>(sums + c, load<L>(sums + c) + sum);
  });
}

constexpr KernelTable table = {
    LANES, load_input, block_forward, block_backward, max_pool, average_pool, max_pool_backward, average_pool_backward, combine, reduce,
};

}  // namespace KERNEL_NAMESPACE
