// 3×3 pools with padding 1 of one image, row by row and then across the rows. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

// What is called for every window is put in its place: its captured variables must be in registers.
#define IN_PLACE __attribute__((always_inline))

/// The places first..<last of a row or a column; `before` is how many of a whole window's three are missing in front.
struct Window {
  int64_t first, last, before;
  /// What an output reads, around the input's `middle`.
  Window(int64_t middle, int64_t size)
      : first(middle > 0 ? middle - 1 : 0), last(middle + 2 < size ? middle + 2 : size), before(first - middle + 1) {}
  int64_t count() const { return last - first; }

  /// Calls body(i) for its places after the first; mostly there are two.
  template <class Body>
  IN_PLACE void for_others(Body &&body) const {
    if (count() == 3) return body(1), body(2);
    for (int i = 1; i < count(); ++i) body(i);
  }
  template <class Body>
  IN_PLACE void for_all(Body &&body) const {
    body(0);
    for_others(body);
  }
};

/// Calls pixel(h, w, rows, columns) for every pixel of the output.
template <class Pixel>
IN_PLACE inline void for_windows(const PoolShape &s, Pixel &&pixel) {
  const int64_t height = s.out_height(), width = s.out_width();
  for (int64_t h = 0; h < height; ++h) {
    const Window rows(h * s.stride, s.height);
    for (int64_t w = 0; w < width; ++w) pixel(h, w, rows, Window(w * s.stride, s.width));
  }
}

/// Calls part(from, at, columns) for the three neighbours in a row that windows of every input row start with: the
/// first's values, and the part's place among height × out_width.
template <class Part>
IN_PLACE inline void for_row_parts(const PoolShape &s, const float *x, Part &&part) {
  const int64_t width = s.out_width();
  for (int64_t r = 0; r < s.height; ++r)
    for (int64_t w = 0; w < width; ++w) {
      const Window columns(w * s.stride, s.width);
      part(x + (r * s.width + columns.first) * s.pixel, r * width + w, columns);
    }
}

/// Reduces every window by `reduce`, and stores what `finish` makes of it and the number of its pixels, with its sums
/// and squares.
template <class S, class Reduce, class Finish>
inline void pool(
    const PoolShape &s, const float *x, float *parts, S *z, float *moments, Reduce &&reduce, Finish &&finish) {
  const int64_t width = s.out_width();
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    for_row_parts(s, x + c, [&](const float *from, int64_t at, Window columns) IN_PLACE {
      V<L> value = load<L>(from);
      columns.for_others([&](int j) IN_PLACE { value = reduce(load<L>(from + j * s.pixel), value); });
      store<L>(parts + at * L, value);
    });
    V<L> sum = {}, squares = {};
    for_windows(s, [&](int64_t h, int64_t w, Window rows, Window columns) IN_PLACE {
      const float *from = parts + (rows.first * width + w) * L;
      V<L> value = load<L>(from);
      rows.for_others([&](int i) IN_PLACE { value = reduce(load<L>(from + i * width * L), value); });
      value = finish(value, rows.count() * columns.count());
      store<L>(z + (h * width + w) * s.channels + c, value);
      sum += value;
      squares += value * value;
    });
    if (moments) add_moments(moments, s.channels, c, Group<L, 1>{sum}, Group<L, 1>{squares});
  });
}

template <class S>
inline void max_pool(const PoolShape &s, const float *x, float *scratch, S *z, float *moments) {
  pool(s, x, scratch, z, moments, [](auto value, auto best) IN_PLACE { return value > best ? value : best; },
      [](auto best, int64_t) IN_PLACE { return best; });
}

template <class S>
inline void average_pool(const PoolShape &s, const float *x, float *scratch, S *z, float *moments) {
  pool(s, x, scratch, z, moments, [](auto value, auto sum) IN_PLACE { return sum + value; },
      [](auto sum, int64_t count) IN_PLACE { return sum * (1.0f / static_cast<float>(count)); });
}

/// Adds to dx what `taken` makes of the parts of rows that a pixel lies in, of each part's place and the pixel's number
/// in it.
template <int L, class Taken>
IN_PLACE inline void collect_row_parts(const PoolShape &s, int64_t c, float *dx, Taken &&taken) {
  const int64_t width = s.out_width(), stride = s.stride;
  for (int64_t r = 0; r < s.height; ++r)
    for (int64_t x = 0; x < s.width; ++x) {
      V<L> sum = {};
      if (stride == 1 && x > 0 && x + 1 < width) {
#pragma clang loop unroll(full)
        for (int i = 0; i < 3; ++i) sum += taken(r * width + x - 1 + i, 2 - i);
      } else {
        for (int64_t w = x > 0 ? (x + stride - 2) / stride : 0; w * stride <= x + 1 && w < width; ++w)
          sum += taken(r * width + w, static_cast<int>(x - w * stride + 1));
      }
      float *to = dx + (r * s.width + x) * s.channels + c;
      store<L>(to, load<L>(to) + sum);
    }
}

inline void average_pool_backward(const PoolShape &s, const float *dz, float *parts, float *dx) {
  const int64_t width = s.out_width();
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    std::memset(parts, 0, s.height * width * L * sizeof(float));
    for_windows(s, [&](int64_t h, int64_t w, Window rows, Window columns) IN_PLACE {
      const V<L> share =
          load<L>(dz + (h * width + w) * s.channels + c) * (1.0f / static_cast<float>(rows.count() * columns.count()));
      float *to = parts + (rows.first * width + w) * L;
      rows.for_all([&](int i) IN_PLACE { store<L>(to + i * width * L, load<L>(to + i * width * L) + share); });
    });
    collect_row_parts<L>(s, c, dx, [&](int64_t part, int) IN_PLACE { return load<L>(parts + part * L); });
  });
}

/// The largest of a window is that of the first row with the largest; found again rather than kept, as what was kept
/// may be rounded. Which pixel of a part of a row is its largest is the same for all windows that the part belongs to.
inline void max_pool_backward(const PoolShape &s, const float *x, const float *dz, float *scratch, float *dx) {
  const int64_t width = s.out_width(), size = s.height * width;
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    float *largest = scratch, *place = largest + size * L, *gradient = place + size * L;
    for_row_parts(s, x + c, [&](const float *from, int64_t at, Window columns) IN_PLACE {
      const int before = static_cast<int>(columns.before);
      V<L> best = load<L>(from), winner = all<L>(before);
      columns.for_others([&](int j) IN_PLACE {
        const V<L> value = load<L>(from + j * s.pixel);
        winner = value > best ? all<L>(before + j) : winner;
        best = value > best ? value : best;
      });
      store<L>(largest + at * L, best);
      store<L>(place + at * L, winner);
    });
    std::memset(gradient, 0, size * L * sizeof(float));
    for_windows(s, [&](int64_t h, int64_t w, Window rows, Window) IN_PLACE {
      const int64_t start = (rows.first * width + w) * L;
      V<L> best = load<L>(largest + start), winner = zero<L>();
      rows.for_others([&](int i) IN_PLACE {
        const V<L> value = load<L>(largest + start + i * width * L);
        winner = value > best ? all<L>(i) : winner;
        best = value > best ? value : best;
      });
      const V<L> g = load<L>(dz + (h * width + w) * s.channels + c);
      rows.for_all([&](int i) IN_PLACE {
        float *to = gradient + start + i * width * L;
        store<L>(to, load<L>(to) + (winner == all<L>(i) ? g : zero<L>()));
      });
    });
    collect_row_parts<L>(s, c, dx, [&](int64_t part, int number) IN_PLACE {
      return load<L>(place + part * L) == all<L>(number) ? load<L>(gradient + part * L) : zero<L>();
    });
  });
}

#undef IN_PLACE

}  // namespace KERNEL_NAMESPACE
