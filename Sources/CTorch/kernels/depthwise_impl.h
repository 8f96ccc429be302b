// Depthwise convolutions of rows, forward and backward. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

/// Calls body(S, D) with the stride and the dilation as numbers known at compile time, if they are among the usual
/// ones; returns whether they are.
template <class Body>
inline bool with_usual(int64_t stride, int64_t dilation, Body &&body) {
  if (stride == 1 && dilation == 1) body(Constant<1>{}, Constant<1>{});
  else if (stride == 1 && dilation == 2) body(Constant<1>{}, Constant<2>{});
  else if (stride == 2 && dilation == 1) body(Constant<2>{}, Constant<1>{});
  else if (stride == 2 && dilation == 2) body(Constant<2>{}, Constant<2>{});
  else return false;
  return true;
}

/// Calls body(i, kw) for the taps of a row through which input pixel j reaches B neighbouring output pixels.
template <int K, int S, int D, int B, class Body>
__attribute__((always_inline)) inline void for_reached(int j, Body &&body) {
#pragma clang loop unroll(full)
  for (int kw = 0; kw < K; ++kw) {
    const int i = j - kw * D;
    if (i >= 0 && i % S == 0 && i / S < B) body(i / S, kw);
  }
}

/// B neighbouring output pixels of a convolution with stride S and dilation D: every input pixel is read once.
template <int K, int S, int D, int B, bool ADDS>
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
    for (int j = 0; j <= (B - 1) * S + (K - 1) * D; ++j) {
      if (S > 1 && D % S == 0 && j % S != 0) continue;  // read by nobody
      const V<LANES> pixel = load<LANES>(from + j * lanes);
      for_reached<K, S, D, B>(j, [&](int i, int kw) __attribute__((always_inline)) { sum[i] += pixel * taps[kw]; });
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < B; ++i) store<LANES>(out + i * lanes, sum[i]);
}

/// One output pixel of any convolution.
template <int K, bool ADDS>
inline void depthwise_pixel(
    const float *in, int64_t row, int64_t lanes, const float *weight, int64_t dilation, float *out) {
  // Several sums, so that one multiplication need not wait for the other.
  V<LANES> sum[4] = {};
#pragma clang loop unroll(full)
  for (int kh = 0; kh < K; ++kh)
#pragma clang loop unroll(full)
    for (int kw = 0; kw < K; ++kw)
      sum[(kh * K + kw) % 4] +=
          load<LANES>(in + kh * dilation * row + kw * dilation * lanes) * load<LANES>(weight + (kh * K + kw) * lanes);
  V<LANES> total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  if (ADDS) total += load<LANES>(out);
  store<LANES>(out, total);
}

/// One row of a convolution, written or added to `out`; `in` is the top left pixel under the kernel at output pixel 0.
template <int K, bool ADDS>
inline void depthwise_row(const float *in, int64_t row, int64_t lanes, const float *weight, int64_t stride,
    int64_t dilation, int64_t pixels, float *out) {
  for (int64_t c = 0; c < lanes; c += LANES) {
    const float *at = in + c, *taps = weight + c;
    float *to = out + c;
    const bool usual = with_usual(stride, dilation, [&]<int S, int D>(Constant<S>, Constant<D>) {
      for_tiles<TILE>(pixels, [&]<int B>(Constant<B>, int64_t p) {
        depthwise_tile<K, S, D, B, ADDS>(at + p * S * lanes, row, lanes, taps, to + p * lanes);
      });
    });
    if (usual) continue;
    for (int64_t p = 0; p < pixels; ++p)
      depthwise_pixel<K, ADDS>(at + p * stride * lanes, row, lanes, taps, dilation, to + p * lanes);
  }
}

/// Where the kernel's top left tap lies at output pixel (h, 0), in padded input.
inline const float *under_kernel(const BlockShape &s, const float *padded, int64_t h) {
  const int64_t offset = s.border - s.padding;
  return padded + (h * s.stride + offset) * s.padded_row() + offset * s.lanes;
}

/// Output rows first..<last of a convolution of padded input, densely.
template <int K>
inline void depthwise_rows(
    const BlockShape &s, const float *weight, const float *padded, int64_t first, int64_t last, float *out) {
  for (int64_t h = first; h < last; ++h)
    depthwise_row<K, false>(under_kernel(s, padded, h), s.padded_row(), s.lanes, weight, s.stride, s.dilation,
        s.out_width, out + (h - first) * s.out_width * s.lanes);
}

/// The products of B neighbouring output pixels' gradients with every tap's input, with stride S and dilation D: the
/// gradients stay in registers, and every input pixel is read once for a row of taps.
template <int K, int S, int D, int B>
inline void depthwise_weight_tile(const float *in, int64_t row, int64_t lanes, const float *gradient, float *sums) {
  V<LANES> g[B];
#pragma clang loop unroll(full)
  for (int i = 0; i < B; ++i) g[i] = load<LANES>(gradient + i * lanes);
#pragma clang loop unroll(disable)
  for (int kh = 0; kh < K; ++kh) {
    const float *from = in + kh * D * row;
    float *to = sums + kh * K * lanes;
    V<LANES> sum[K];
#pragma clang loop unroll(full)
    for (int kw = 0; kw < K; ++kw) sum[kw] = load<LANES>(to + kw * lanes);
#pragma clang loop unroll(full)
    for (int j = 0; j <= (B - 1) * S + (K - 1) * D; ++j) {
      if (S > 1 && D % S == 0 && j % S != 0) continue;  // read by nobody
      const V<LANES> pixel = load<LANES>(from + j * lanes);
      for_reached<K, S, D, B>(j, [&](int i, int kw) __attribute__((always_inline)) { sum[kw] += pixel * g[i]; });
    }
#pragma clang loop unroll(full)
    for (int kw = 0; kw < K; ++kw) store<LANES>(to + kw * lanes, sum[kw]);
  }
}

/// The same for one output pixel of any convolution.
template <int K>
inline void depthwise_weight_pixel(
    const float *in, int64_t row, int64_t lanes, int64_t dilation, const float *gradient, float *sums) {
  const V<LANES> g = load<LANES>(gradient);
  for (int kh = 0; kh < K; ++kh)
    for (int kw = 0; kw < K; ++kw) {
      float *to = sums + (kh * K + kw) * lanes;
      store<LANES>(to, load<LANES>(to) + g * load<LANES>(in + kh * dilation * row + kw * dilation * lanes));
    }
}

/// Adds the gradient of the weights over output rows first..<last: the products of every tap's input with the gradient
/// of the output.
template <int K>
inline void depthwise_weight_gradient(const BlockShape &s, const float *padded, const float *dd, int64_t dd_row,
    int64_t first, int64_t last, float *sums) {
  const int64_t row = s.padded_row(), lanes = s.lanes;
  const auto for_output_rows = [&](auto &&body) {
    for (int64_t c = 0; c < lanes; c += LANES)
      for (int64_t h = first; h < last; ++h) body(under_kernel(s, padded, h) + c, dd + h * dd_row + c, sums + c);
  };
  const bool usual = with_usual(s.stride, s.dilation, [&]<int S, int D>(Constant<S>, Constant<D>) {
    for_output_rows([&](const float *in, const float *gradient, float *to) {
      for_tiles<TILE>(s.out_width, [&]<int B>(Constant<B>, int64_t p) {
        depthwise_weight_tile<K, S, D, B>(in + p * S * lanes, row, lanes, gradient + p * lanes, to);
      });
    });
  });
  if (usual) return;
  for_output_rows([&](const float *in, const float *gradient, float *to) {
    for (int64_t p = 0; p < s.out_width; ++p)
      depthwise_weight_pixel<K>(in + p * s.stride * lanes, row, lanes, s.dilation, gradient + p * lanes, to);
  });
}

/// Adds each output pixel's gradient to the input pixels under its taps, for output rows first..<last.
template <int K>
inline void depthwise_scatter(const BlockShape &s, const float *weight, const float *dd, int64_t dd_row, int64_t first,
    int64_t last, float *out) {
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
