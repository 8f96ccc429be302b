// Back through the first half of an inverted residual. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// The gradient of what a block's depthwise convolution gave, into padded scratch.
inline void load_hidden_gradient(
    const HiddenBlock &block, const HiddenNormalization &n, const float *z, const float *dz, float *turned) {
  const BlockShape &s = block.shape;
  clear_border(s.out_height, s.out_width, s.lanes, s.border, turned);
  for (int64_t h = 0; h < s.out_height; ++h)
    for (int64_t c = 0; c < s.lanes; c += LANES) {
      using G = Group<LANES, 1>;
      const int64_t lane = block.at + c;
      const G a = G::at(n.a + lane), b = G::at(n.b + lane), d = G::at(n.d + lane);
      float *to = turned + s.out_padded_start() + h * s.out_padded_row() + c;
      const int64_t start = h * s.out_width * s.lanes + c;
      const auto load_row = [&](auto &&more) {
        for (int64_t w = 0; w < s.out_width; ++w) {
          const G value = G::at(z + start + w * s.lanes);
          (a * G::at(dz + start + w * s.lanes) + more(value) + (b * value + d)).put(to + w * s.lanes);
        }
      };
      if (!n.more) {
        load_row([](const G &) { return G{}; });
        continue;
      }
      const G more = G::at(n.more + lane), scale = G::at(n.scale + lane), shift = G::at(n.shift + lane);
      load_row([&](const G &value) { return where_positive(value * scale + shift, more); });
    }
}

/// Input rows first..<last of the gradient of expanded channels, `row` apart: through ReLU, densely to `to`, which may
/// be `from`, with their sums.
inline void rectify_gradient(const BlockShape &s, const float *padded, const float *from, int64_t row, int64_t first,
    int64_t last, float *to, float *sums) {
  for (int64_t c = 0; c < s.lanes; c += LANES) {
    using G = Group<LANES, 1>;
    G sum = G::at(sums + c);
    for (int64_t h = first; h < last; ++h) {
      const float *guard = padded + s.padded_start() + h * s.padded_row() + c, *given = from + (h - first) * row + c;
      float *out = to + (h - first) * s.width * s.lanes + c;
      for (int64_t w = 0; w < s.width; ++w) {
        const G passed = where_positive(G::at(guard + w * s.lanes), G::at(given + w * s.lanes));
        passed.put(out + w * s.lanes);
        sum += passed;
      }
    }
    sum.put(sums + c);
  }
}

/// out = in · matrix, or added to it.
template <bool ADDS>
inline void add_product(
    const float *in, int64_t in_lanes, int64_t pixels, const float *matrix, int64_t lanes, int64_t inner, float *out) {
  for_column_tiles(lanes, [&]<int N>(Constant<N>, int64_t c) {
    for_tiles<tile_rows<N>>(pixels, [&]<int M>(Constant<M>, int64_t p) {
      using G = Group<LANES, N>;
      float *to = out + p * lanes + c;
      product_tile<M, N>(
          in + p * in_lanes, in_lanes, matrix + c, lanes, inner, [&](const G(&sum)[M]) __attribute__((always_inline)) {
#pragma clang loop unroll(full)
        for (int i = 0; i < M; ++i) (ADDS ? sum[i] + G::at(to + i * lanes) : sum[i]).put(to + i * lanes);
      });
    });
  });
}

template <int K>
inline void filter_block_backward(const InvertedShape &shape, const HiddenBlock &block, const InvertedWeights &w,
    const HiddenNormalization &n, const float *x, const float *z, const float *dz, const InvertedScratch &scratch,
    const InvertedGradients &sums) {
  const BlockShape &s = block.shape;
  const int64_t inputs = shape.in_channels, row = s.out_padded_row();
  load_hidden_gradient(block, n, z, dz, scratch.turned);
  clear_border(s.height, s.width, s.lanes, s.border, scratch.padded);
  expand_rows(s, x, inputs, w.expand + inputs * block.at, w.expand_shift + block.at, 0, s.height, scratch.padded);
  const float *dd = scratch.turned + s.out_padded_start();
  if (s.stride != 1) std::memset(scratch.difference, 0, s.padded_size() * sizeof(float));
  for_row_parts(s.out_height, s.out_width, [&](int64_t first, int64_t last) {
    depthwise_weight_gradient<K>(s, scratch.padded, dd, row, first, last, sums.taps + block.taps);
    if (s.stride != 1) depthwise_scatter<K>(s, w.taps + block.taps, dd, row, first, last, scratch.difference);
  });
  for_row_parts(s.height, s.width, [&](int64_t first, int64_t last) {
    const int64_t pixels = (last - first) * s.width, at = first * s.width;
    const float *from = scratch.difference + s.padded_start() + first * s.padded_row();
    int64_t from_row = s.padded_row();
    if (s.stride == 1) {
      // The gradient of the input is the convolution of the padded gradient with the flipped kernel.
      for (int64_t h = first; h < last; ++h)
        depthwise_row<K, false>(under_kernel(s, scratch.turned, h), row, s.lanes, w.flipped + block.taps, 1, 1, s.width,
            scratch.rows + (h - first) * s.width * s.lanes);
      from = scratch.rows;
      from_row = s.width * s.lanes;
    }
    rectify_gradient(s, scratch.padded, from, from_row, first, last, scratch.rows, sums.hidden + block.at);
    outer_product(x + at * inputs, inputs, inputs, scratch.rows, s.lanes, pixels, sums.expand + inputs * block.at);
    const auto multiply = block.at > 0 ? add_product<true> : add_product<false>;
    multiply(scratch.rows, s.lanes, pixels, w.expand_turned + block.at * shape.in_lanes, shape.in_lanes, s.channels,
        scratch.dx + at * shape.in_lanes);
  });
}

inline void inverted_filter_backward(const InvertedShape &s, const InvertedWeights &w, const HiddenNormalization &n,
    const float *x, const float *z, const float *dz, const InvertedScratch &scratch, const InvertedGradients &sums,
    float *dx) {
  // Where the channels fill the lanes, what is added up there is the result.
  const bool is_dense = s.in_lanes == s.in_channels;
  InvertedScratch own = scratch;
  if (is_dense) own.dx = dx;
  for_blocks(s, [&]<int K>(Constant<K>, const HiddenBlock &block) {
    const int64_t start = block.at * s.out_pixels;
    filter_block_backward<K>(s, block, w, n, x, z + start, dz + start, own, sums);
  });
  if (is_dense) return;
  const int64_t pixels = s.blocks->shape.height * s.blocks->shape.width;
  for_groups(s.in_channels, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
    for (int64_t p = 0; p < pixels; ++p)
      Group<L, N>::at(scratch.dx + p * s.in_lanes + c).put(dx + p * s.in_channels + c);
  });
}

}  // namespace KERNEL_NAMESPACE
