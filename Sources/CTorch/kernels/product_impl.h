// Products of small matrices: pointwise convolutions and the gradients of their weights. See vector.h on how it is
// compiled.

namespace KERNEL_NAMESPACE {

/// Rows that a tile of N vectors can have: each has its own sums, beside the N vectors and one number.
template <int N>
constexpr int tile_rows = (REGISTERS - N - 1) / N < 8 ? (REGISTERS - N - 1) / N : 8;

/// Calls body(N, c) for tiles of columns that cover `lanes`: two vectors each, and one that is left.
///
/// Three fill the registers of AVX2 so that some are spilled, and take twice the time.
template <class Body>
inline void for_column_tiles(int64_t lanes, Body &&body) {
  int64_t c = 0;
  for (; c + 2 * LANES <= lanes; c += 2 * LANES) body(Constant<2>{}, c);
  if (c < lanes) body(Constant<1>{}, c);
}

/// M rows and N vectors of in[M × inner] · matrix[inner × lanes], given to `take`; in's rows are in_lanes apart.
template <int M, int N, class Take>
__attribute__((always_inline)) inline void product_tile(
    const float *in, int64_t in_lanes, const float *matrix, int64_t lanes, int64_t inner, Take &&take) {
  Group<LANES, N> sum[M] = {};
  for (int64_t k = 0; k < inner; ++k) {
    V<LANES> b[N];
#pragma clang loop unroll(full)
    for (int j = 0; j < N; ++j) b[j] = load<LANES>(matrix + k * lanes + j * LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < M; ++i) {
      const float a = in[i * in_lanes + k];
#pragma clang loop unroll(full)
      for (int j = 0; j < N; ++j) sum[i].part[j] += a * b[j];
    }
  }
  take(sum);
}

/// out[pixels × lanes] = in[pixels × in_lanes] · matrix[in_lanes × lanes], of which only `inner` rows are not zero.
inline void product(
    const float *in, int64_t in_lanes, int64_t pixels, const float *matrix, int64_t lanes, int64_t inner, float *out) {
  for_column_tiles(lanes, [&]<int N>(Constant<N>, int64_t c) {
    for_tiles<tile_rows<N>>(pixels, [&]<int M>(Constant<M>, int64_t p) {
      float *to = out + p * lanes + c;
      product_tile<M, N>(in + p * in_lanes, in_lanes, matrix + c, lanes, inner,
          [&](const Group<LANES, N>(&sum)[M]) __attribute__((always_inline)) {
#pragma clang loop unroll(full)
        for (int i = 0; i < M; ++i) sum[i].put(to + i * lanes);
      });
    });
  });
}

/// The same product as dense pixels of `channels` values, with the sums of them and their squares added to `moments`,
/// if given. `scratch` is room for pixels × lanes. STREAMS is for results that nobody will read soon; it makes a
/// difference only where the channels fill the lanes.
template <bool STREAMS = false, class S>
inline void product_pixels(const float *in, int64_t in_lanes, int64_t pixels, const float *matrix, int64_t lanes,
    int64_t inner, int64_t channels, float *scratch, S *to, float *moments) {
  if (channels != lanes) {
    product(in, in_lanes, pixels, matrix, lanes, inner, scratch);
    store_pixels(pixels, channels, scratch, lanes, to, moments);
    return;
  }
  for_column_tiles(lanes, [&]<int N>(Constant<N>, int64_t c) {
    Group<LANES, N> total = {}, squares = {};
    for_tiles<tile_rows<N>>(pixels, [&]<int M>(Constant<M>, int64_t p) {
      S *at = to + p * channels + c;
      product_tile<M, N>(in + p * in_lanes, in_lanes, matrix + c, lanes, inner,
          [&](const Group<LANES, N>(&sum)[M]) __attribute__((always_inline)) {
        // A tile's own sums are in registers; those of all tiles, which the closure only refers to, are in memory.
        Group<LANES, N> tile = sum[0], tile_squares = sum[0] * sum[0];
        sum[0].template put<STREAMS>(at);
#pragma clang loop unroll(full)
        for (int i = 1; i < M; ++i) {
          sum[i].template put<STREAMS>(at + i * channels);
          tile += sum[i];
          tile_squares += sum[i] * sum[i];
        }
        total += tile;
        squares += tile_squares;
      });
    });
    if (moments) add_moments(moments, channels, c, total, squares);
  });
}

/// sums[M × N vectors] += rowsᵀ · columns over all pixels.
template <int M, int N>
inline void outer_tile(
    const float *rows, int64_t row_lanes, const float *columns, int64_t lanes, int64_t pixels, float *sums) {
  V<LANES> sum[M][N];
#pragma clang loop unroll(full)
  for (int i = 0; i < M; ++i)
#pragma clang loop unroll(full)
    for (int j = 0; j < N; ++j) sum[i][j] = load<LANES>(sums + i * lanes + j * LANES);
  for (int64_t p = 0; p < pixels; ++p) {
    V<LANES> b[N];
#pragma clang loop unroll(full)
    for (int j = 0; j < N; ++j) b[j] = load<LANES>(columns + p * lanes + j * LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < M; ++i) {
      const float a = rows[p * row_lanes + i];
#pragma clang loop unroll(full)
      for (int j = 0; j < N; ++j) sum[i][j] += a * b[j];
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < M; ++i)
#pragma clang loop unroll(full)
    for (int j = 0; j < N; ++j) store<LANES>(sums + i * lanes + j * LANES, sum[i][j]);
}

/// sums[count × lanes] += rowsᵀ · columns over all pixels, where rows of `count` values are row_lanes apart.
inline void outer_product(const float *rows, int64_t row_lanes, int64_t count, const float *columns, int64_t lanes,
    int64_t pixels, float *sums) {
  for_column_tiles(lanes, [&]<int N>(Constant<N>, int64_t c) {
    // A power of two, so that tiles cover lanes evenly.
    constexpr int most = tile_rows<N> >= 8 && LANES >= 8 ? 8 : tile_rows<N> >= 4 ? 4 : 2;
    for_tiles<most>(count, [&]<int M>(Constant<M>, int64_t r) {
      outer_tile<M, N>(rows + r, row_lanes, columns + c, lanes, pixels, sums + r * lanes + c);
    });
  });
}

}  // namespace KERNEL_NAMESPACE
