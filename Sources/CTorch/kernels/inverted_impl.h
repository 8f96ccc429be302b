// Inverted residuals of one image, forward and backward. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// relu(x · matrix + shift) of input rows first..<last into padded scratch, all lanes of the block.
inline void expand_rows(const BlockShape &s, const float *x, int64_t inputs, const float *matrix, const float *shift,
    int64_t first, int64_t last, float *padded) {
  const int64_t gap = s.padded_row() - s.width * s.lanes;
  const float *from = x + first * s.width * inputs;
  for_column_tiles(s.lanes, [&]<int N>(Constant<N>, int64_t c) {
    using G = Group<LANES, N>;
    const G summand = G::at(shift + c);
    float *to = padded + s.padded_start() + first * s.padded_row() + c;
    int64_t left = s.width;
    for_tiles<tile_rows<N>>((last - first) * s.width, [&]<int M>(Constant<M>, int64_t p) {
      product_tile<M, N>(
          from + p * inputs, inputs, matrix + c, s.lanes, inputs, [&](const G(&sum)[M]) __attribute__((always_inline)) {
#pragma clang loop unroll(full)
        for (int i = 0; i < M; ++i) {
          positive(sum[i] + summand).put(to);
          to += s.lanes;
          if (--left == 0) left = s.width, to += gap;
        }
      });
    });
  });
}

/// Zeros around a padded image.
inline void clear_border(int64_t height, int64_t width, int64_t lanes, int64_t border, float *padded) {
  const int64_t row = (width + 2 * border) * lanes, edge = border * lanes;
  std::memset(padded, 0, border * row * sizeof(float));
  for (int64_t h = border; h < border + height; ++h) {
    std::memset(padded + h * row, 0, edge * sizeof(float));
    std::memset(padded + (h + 1) * row - edge, 0, edge * sizeof(float));
  }
  std::memset(padded + (border + height) * row, 0, border * row * sizeof(float));
}

/// Adds the sums of dense pixels of whole vectors and of their squares to `moments` and, `total` further on, behind it.
inline void add_squares(int64_t pixels, int64_t lanes, const float *from, float *moments, int64_t total) {
  for (int64_t c = 0; c < lanes; c += LANES) {
    using G = Group<LANES, 1>;
    // Several sums, so that one addition need not wait for the other.
    G sum[4] = {}, squares[4] = {};
    const auto add = [&](int i, int64_t p) {
      const G value = G::at(from + p * lanes + c);
      sum[i] += value;
      squares[i] += value * value;
    };
    int64_t p = 0;
    for (; p + 4 <= pixels; p += 4)
#pragma clang loop unroll(full)
      for (int i = 0; i < 4; ++i) add(i, p + i);
    for (; p < pixels; ++p) add(0, p);
    add_moments(moments, total, c, (sum[0] + sum[1]) + (sum[2] + sum[3]),
        (squares[0] + squares[1]) + (squares[2] + squares[3]));
  }
}

/// Calls body(first, last) for the rows that are worked on at a time.
template <class Body>
inline void for_row_parts(int64_t height, int64_t width, Body &&body) {
  const int64_t step = width < 64 ? 64 / width : 1;
  for (int64_t first = 0; first < height; first += step) body(first, first + step < height ? first + step : height);
}

template <int K>
inline void filter_block(const InvertedShape &shape, const HiddenBlock &block, const InvertedWeights &w, const float *x,
    const InvertedScratch &scratch, float *z, float *moments) {
  const BlockShape &s = block.shape;
  int64_t expanded = 0;
  clear_border(s.height, s.width, s.lanes, s.border, scratch.padded);
  for_row_parts(s.out_height, s.out_width, [&](int64_t first, int64_t last) {
    const int64_t reach = (last - 1) * s.stride + K / 2 + 1, needed = reach < s.height ? reach : s.height;
    if (needed > expanded)
      expand_rows(s, x, shape.in_channels, w.expand + shape.in_channels * block.at, w.expand_shift + block.at, expanded,
          needed, scratch.padded);
    expanded = needed > expanded ? needed : expanded;
    float *to = z + first * s.out_width * s.lanes;
    depthwise_rows<K>(s, w.taps + block.taps, scratch.padded, first, last, to);
    if (moments) add_squares((last - first) * s.out_width, s.lanes, to, moments, shape.hidden_lanes);
  });
}

/// Calls body(K, block) for the blocks, with the kernel's size known at compile time.
template <class Body>
inline void for_blocks(const InvertedShape &s, Body &&body) {
  for (const HiddenBlock *block = s.blocks; block < s.blocks + s.block_count; ++block) switch (block->shape.kernel) {
      case 3: body(Constant<3>{}, *block); break;
      case 5: body(Constant<5>{}, *block); break;
      default: body(Constant<7>{}, *block);
    }
}

inline void inverted_filter(const InvertedShape &s, const InvertedWeights &w, const float *x,
    const InvertedScratch &scratch, float *z, float *moments) {
  for_blocks(s, [&]<int K>(Constant<K>, const HiddenBlock &block) {
    filter_block<K>(s, block, w, x, scratch, z + block.at * s.out_pixels, moments ? moments + block.at : nullptr);
  });
}

inline void inverted_count(const InvertedShape &s, const HiddenNormalization &n, const float *z, float *sums) {
  for_blocks(s, [&](auto, const HiddenBlock &block) {
    const int64_t lanes = block.shape.lanes;
    const float *from = z + block.at * s.out_pixels;
    for (int64_t c = 0; c < lanes; c += LANES) {
      using G = Group<LANES, 1>;
      const G scale = G::at(n.scale + block.at + c), shift = G::at(n.shift + block.at + c), one = G::of(1);
      G count = {}, sum = {};
      for (int64_t p = 0; p < s.out_pixels; ++p) {
        const G value = G::at(from + p * lanes + c), passes = where_positive(value * scale + shift, one);
        count += passes;
        sum += passes * value;
      }
      add_moments(sums, s.hidden_lanes, block.at + c, count, sum);
    }
  });
}

/// relu(scale · z + shift) of pixels first..<first + count, all hidden lanes side by side.
inline void rectify_hidden(
    const InvertedShape &s, const HiddenNormalization &n, const float *z, int64_t first, int64_t count, float *rows) {
  for_blocks(s, [&](auto, const HiddenBlock &block) {
    const int64_t lanes = block.shape.lanes;
    const float *from = z + block.at * s.out_pixels + first * lanes;
    for (int64_t c = 0; c < lanes; c += LANES) {
      using G = Group<LANES, 1>;
      const G scale = G::at(n.scale + block.at + c), shift = G::at(n.shift + block.at + c);
      for (int64_t p = 0; p < count; ++p)
        positive(G::at(from + p * lanes + c) * scale + shift).put(rows + p * s.hidden_lanes + block.at + c);
    }
  });
}

/// Calls body(first, count) for the pixels that are projected at a time.
template <class Body>
inline void for_pixels_at_once(const InvertedShape &s, Body &&body) {
  const int64_t step = s.pixels_at_once();
  for (int64_t first = 0; first < s.out_pixels; first += step)
    body(first, first + step < s.out_pixels ? step : s.out_pixels - first);
}

inline void inverted_project(const InvertedShape &s, const InvertedWeights &w, const HiddenNormalization &n,
    const float *z, const InvertedScratch &scratch, float *y, float *moments) {
  for_pixels_at_once(s, [&](int64_t first, int64_t count) {
    rectify_hidden(s, n, z, first, count, scratch.rows);
    product_pixels(scratch.rows, s.hidden_lanes, count, w.project, s.out_lanes, s.hidden_lanes, s.out_channels,
        scratch.out, y + first * s.out_channels, moments);
  });
}

inline void inverted_finish(
    const InvertedShape &s, const float *y, const float *scale, const float *shift, const float *x, float *out) {
  for_groups(s.out_channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
    using G = Group<L, N>;
    const G a = G::at(scale + c), b = G::at(shift + c);
    for (int64_t at = c; at < s.out_pixels * s.out_channels; at += s.out_channels) {
      const G value = G::at(y + at) * a + b;
      (x ? value + G::at(x + at) : value).put(out + at);
    }
  });
}

inline void inverted_project_backward(const InvertedShape &s, const InvertedWeights &w, const HiddenNormalization &n,
    const float *z, const float *g, const float *y, const float *a, const float *b, const float *d,
    const InvertedScratch &scratch, const InvertedGradients &sums, float *dz, float *moments) {
  const Incoming<float> in{1, {g}, {a}, nullptr, b, d, y};
  for_pixels_at_once(s, [&](int64_t first, int64_t count) {
    incoming_part(first, count, s.out_channels, in, scratch.out, s.out_lanes);
    rectify_hidden(s, n, z, first, count, scratch.rows);
    outer_product(scratch.rows, s.hidden_lanes, s.hidden_lanes, scratch.out, s.out_lanes, count, sums.project);
    product(scratch.out, s.out_lanes, count, w.project_turned, s.hidden_lanes, s.out_channels, scratch.other);
    for_blocks(s, [&](auto, const HiddenBlock &block) {
      const int64_t lanes = block.shape.lanes, start = block.at * s.out_pixels + first * lanes;
      for (int64_t c = 0; c < lanes; c += LANES) {
        using G = Group<LANES, 1>;
        G sum = {}, dot = {};
        for (int64_t p = 0; p < count; ++p) {
          const int64_t here = p * s.hidden_lanes + block.at + c, there = start + p * lanes + c;
          const G passed = where_positive(G::at(scratch.rows + here), G::at(scratch.other + here));
          passed.put(dz + there);
          sum += passed;
          dot += passed * G::at(z + there);
        }
        add_moments(moments, s.hidden_lanes, block.at + c, sum, dot);
      }
    });
  });
}

}  // namespace KERNEL_NAMESPACE
