// Depthwise convolutions of rows, forward and backward. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// B neighbouring output pixels of a convolution with stride 1 and dilation D: every input pixel is read once.
template <int K, int D, int B, bool ADDS>
inline void depthwise_tile(const float *in, int64_t row, int64_t lanes, const float *weight, float *out) {
  V<LANES> sum[B];
#pragma clang loop unroll(full)
  for (int i = 0; i < B; ++i) sum[i] = ADDS ? load<LANES>(out + i * lanes) : zero<LANES>();
  // Rolled: unrolled, it is rearranged into something that keeps its sums in memory.
#pragma clang loop unroll(disable)
  for (int kh = 0; kh < K; ++kh) {
    V<LANES> taps[K];
#pragma clang loop unroll(full)
    for (int kw = 0; kw < K; ++kw) taps[kw] = load<LANES>(weight + (kh * K + kw) * lanes);
    const float *from = in + kh * D * row;
#pragma clang loop unroll(full)
    for (int j = 0; j < B + (K - 1) * D; ++j) {
      const V<LANES> pixel = load<LANES>(from + j * lanes);
#pragma clang loop unroll(full)
      for (int kw = 0; kw < K; ++kw) {
        const int i = j - kw * D;
        if (i >= 0 && i < B) sum[i] += pixel * taps[kw];
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < B; ++i) store<LANES>(out + i * lanes, sum[i]);
}

/// One output pixel of any convolution.
template <int K, bool ADDS>
inline void depthwise_pixel(const float *in, int64_t row, int64_t lanes, const float *weight, int64_t dilation, float *out) {
  // Several sums, so that one multiplication need not wait for the other.
  V<LANES> sum[4] = {};
#pragma clang loop unroll(full)
  for (int kh = 0; kh < K; ++kh)
#pragma clang loop unroll(full)
    for (int kw = 0; kw < K; ++kw) sum[(kh * K + kw) % 4] += load<LANES>(in + kh * dilation * row + kw * dilation * lanes) * load<LANES>(weight + (kh * K + kw) * lanes);
  V<LANES> total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  if (ADDS) total += load<LANES>(out);
  store<LANES>(out, total);
}

/// One row of a convolution, written or added to `out`; `in` is the top left pixel under the kernel at output pixel 0.
template <int K, bool ADDS>
inline void depthwise_row(const float *in, int64_t row, int64_t lanes, const float *weight, int64_t stride, int64_t dilation, int64_t pixels, float *out) {
  for (int64_t c = 0; c < lanes; c += LANES) {
    const float *at = in + c, *taps = weight + c;
    float *to = out + c;
    const auto tiles = [&]<int D>(Constant<D>) {
      for_tiles<TILE>(pixels, [&]<int B>(Constant<B>, int64_t p) { depthwise_tile<K, D, B, ADDS>(at + p * lanes, row, lanes, taps, to + p * lanes); });
    };
    if (stride == 1 && dilation == 1) tiles(Constant<1>{});
    else if (stride == 1 && dilation == 2) tiles(Constant<2>{});
    else for (int64_t p = 0; p < pixels; ++p) depthwise_pixel<K, ADDS>(at + p * stride * lanes, row, lanes, taps, dilation, to + p * lanes);
  }
}

/// Where the kernel's top left tap lies at output pixel (h, 0), in padded input.
inline const float *under_kernel(const BlockShape &s, const float *padded, int64_t h) {
  const int64_t offset = s.border - s.padding;
  return padded + (h * s.stride + offset) * s.padded_row() + offset * s.lanes;
}

/// Output rows first..<last of a convolution of padded input, densely.
template <int K>
inline void depthwise_rows(const BlockShape &s, const float *weight, const float *padded, int64_t first, int64_t last, float *out) {
  for (int64_t h = first; h < last; ++h) depthwise_row<K, false>(under_kernel(s, padded, h), s.padded_row(), s.lanes, weight, s.stride, s.dilation, s.out_width, out + (h - first) * s.out_width * s.lanes);
}

/// R rows of the kernel, from row `top` on.
template <int K, int R>
inline void depthwise_weight_part(const BlockShape &s, const float *padded, const float *dd, int64_t dd_row, int64_t first, int64_t last, int top, int64_t c, float *sums) {
  const int64_t row = s.padded_row(), across = s.dilation * s.lanes, down = s.dilation * row, next = s.stride * s.lanes;
  V<LANES> sum[R][K];
  float *to = sums + top * K * s.lanes + c;
#pragma clang loop unroll(full)
  for (int i = 0; i < R * K; ++i) sum[i / K][i % K] = load<LANES>(to + i * s.lanes);
  for (int64_t h = first; h < last; ++h) {
    const float *in = under_kernel(s, padded, h) + top * down + c;
    const float *gradient = dd + h * dd_row + c;
    for (int64_t p = 0; p < s.out_width; ++p, in += next, gradient += s.lanes) {
      const V<LANES> g = load<LANES>(gradient);
#pragma clang loop unroll(full)
      for (int kh = 0; kh < R; ++kh)
#pragma clang loop unroll(full)
        for (int kw = 0; kw < K; ++kw) sum[kh][kw] += g * load<LANES>(in + kh * down + kw * across);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < R * K; ++i) store<LANES>(to + i * s.lanes, sum[i / K][i % K]);
}

/// Adds the gradient of the weights over output rows first..<last: the products of every tap's input with the gradient of
/// the output.
template <int K>
inline void depthwise_weight_gradient(const BlockShape &s, const float *padded, const float *dd, int64_t dd_row, int64_t first, int64_t last, float *sums) {
  // As many rows of the kernel at a time as there are registers for their sums.
  constexpr int fit = (REGISTERS - 2) / K, R = fit < 1 ? 1 : fit < K ? fit : K;
  for (int64_t c = 0; c < s.lanes; c += LANES) {
    int top = 0;
    for (; top + R <= K; top += R) depthwise_weight_part<K, R>(s, padded, dd, dd_row, first, last, top, c, sums);
    if constexpr (K % R != 0) depthwise_weight_part<K, K % R>(s, padded, dd, dd_row, first, last, top, c, sums);
  }
}

/// Adds each output pixel's gradient to the input pixels under its taps, for output rows first..<last.
template <int K>
inline void depthwise_scatter(const BlockShape &s, const float *weight, const float *dd, int64_t dd_row, int64_t first, int64_t last, float *out) {
  const int64_t row = s.padded_row(), across = s.dilation * s.lanes, down = s.dilation * row;
  for (int64_t h = first; h < last; ++h) {
    for (int64_t c = 0; c < s.lanes; c += LANES) {
      float *at = const_cast<float *>(under_kernel(s, out, h)) + c;
      const float *gradient = dd + h * dd_row + c;
      for (int64_t p = 0; p < s.out_width; ++p, at += s.stride * s.lanes, gradient += s.lanes) {
        const V<LANES> g = load<LANES>(gradient);
        for (int kh = 0; kh < K; ++kh)
#pragma clang loop unroll(full)
          for (int kw = 0; kw < K; ++kw) {
            float *to = at + kh * down + kw * across;
            store<LANES>(to, load<LANES>(to) + g * load<LANES>(weight + (kh * K + kw) * s.lanes + c));
          }
      }
    }
  }
}

}  // namespace KERNEL_NAMESPACE
