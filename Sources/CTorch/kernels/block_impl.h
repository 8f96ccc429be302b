// ReLU, depthwise and pointwise convolution of one image, forward and backward. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

using namespace ctorch;

inline void load_input(const BlockShape &s, const float *x, const float *scale, const float *shift, float *padded) {
  const int64_t row = s.padded_width() * s.lanes;
  for (int64_t h = 0; h < s.height; ++h) {
    const float *from = x + h * s.width * s.channels;
    float *to = padded + (h + s.border) * row + s.border * s.lanes;
    for_channels(s.channels, [&](auto length, int64_t c) {
      constexpr int L = decltype(length)::value;
      if (scale) {
        const V<L> a = load<L>(scale + c), b = load<L>(shift + c);
        for (int64_t w = 0; w < s.width; ++w) store<L>(to + w * s.lanes + c, positive<L>(load<L>(from + w * s.channels + c) * a + b));
      } else {
        for (int64_t w = 0; w < s.width; ++w) store<L>(to + w * s.lanes + c, positive<L>(load<L>(from + w * s.channels + c)));
      }
    });
  }
}

/// B neighbouring output pixels of a depthwise convolution with stride 1 and dilation D: every input pixel is read once.
template <int K, int D, int B>
inline void depthwise_tile(const float *in, int64_t row, int64_t lanes, const float *weight, float *out) {
  V<LANES> sum[B] = {};
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

/// One output pixel of any depthwise convolution.
template <int K>
inline void depthwise_pixel(const float *in, int64_t row, int64_t lanes, const float *weight, int64_t dilation, float *out) {
  V<LANES> sum[2] = {};  // two sums, so that one multiplication need not wait for the other
#pragma clang loop unroll(full)
  for (int kh = 0; kh < K; ++kh)
#pragma clang loop unroll(full)
    for (int kw = 0; kw < K; ++kw) sum[(kh * K + kw) % 2] += load<LANES>(in + kh * dilation * row + kw * dilation * lanes) * load<LANES>(weight + (kh * K + kw) * lanes);
  store<LANES>(out, sum[0] + sum[1]);
}

/// One row of a depthwise convolution: `in` is the top left pixel under the kernel at output pixel 0.
template <int K>
inline void depthwise_row(const float *in, int64_t row, int64_t lanes, const float *weight, int64_t stride, int64_t dilation, int64_t pixels, float *out) {
  for (int64_t c = 0; c < lanes; c += LANES) {
    const float *at = in + c, *taps = weight + c;
    float *to = out + c;
    int64_t p = 0;
    const auto tiles = [&]<int D, int B>(std::integral_constant<int, D>, std::integral_constant<int, B>) {
      for (; p + B <= pixels; p += B) depthwise_tile<K, D, B>(at + p * lanes, row, lanes, taps, to + p * lanes);
    };
    const auto dilated = [&]<int D>(std::integral_constant<int, D> dilation) {
      tiles(dilation, std::integral_constant<int, TILE>{});
      tiles(dilation, std::integral_constant<int, 4>{});
      tiles(dilation, std::integral_constant<int, 2>{});
    };
    if (stride == 1 && dilation == 1) dilated(std::integral_constant<int, 1>{});
    if (stride == 1 && dilation == 2) dilated(std::integral_constant<int, 2>{});
    for (; p < pixels; ++p) depthwise_pixel<K>(at + p * stride * lanes, row, lanes, taps, dilation, to + p * lanes);
  }
}

/// out[M × cols] (+)= in[M × inner] · matrix[inner × cols], M rows and N vectors at a time.
template <int M, int N>
inline void product_tile(const float *in, int64_t in_stride, const float *matrix, int64_t cols, int64_t inner, float *out, int64_t out_stride) {
  V<LANES> sum[M][N] = {};
  for (int64_t k = 0; k < inner; ++k) {
    V<LANES> b[N];
    for (int j = 0; j < N; ++j) b[j] = load<LANES>(matrix + k * cols + j * LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < M; ++i) {
      const float a = in[i * in_stride + k];
      for (int j = 0; j < N; ++j) sum[i][j] += a * b[j];
    }
  }
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) store<LANES>(out + i * out_stride + j * LANES, sum[i][j]);
}

/// out[pixels × lanes] = in[pixels × lanes] · matrix[lanes × lanes], of which only `inner` rows are not zero.
inline void product(const float *in, int64_t pixels, const float *matrix, int64_t lanes, int64_t inner, float *out) {
  int64_t c = 0;
  const auto columns = [&]<int N>(std::integral_constant<int, N>) {
    int64_t p = 0;
    for (; p + ROWS <= pixels; p += ROWS) product_tile<ROWS, N>(in + p * lanes, lanes, matrix + c, lanes, inner, out + p * lanes + c, lanes);
    for (; p < pixels; ++p) product_tile<1, N>(in + p * lanes, lanes, matrix + c, lanes, inner, out + p * lanes + c, lanes);
    c += N * LANES;
  };
  while (c + 2 * LANES <= lanes) columns(std::integral_constant<int, 2>{});
  if (c < lanes) columns(std::integral_constant<int, 1>{});
}

/// sums[ROWS × N vectors] += rowsᵀ · columns over all pixels.
template <int M, int N>
inline void outer_tile(const float *rows, const float *columns, int64_t lanes, int64_t pixels, float *sums) {
  V<LANES> sum[M][N];
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) sum[i][j] = load<LANES>(sums + i * lanes + j * LANES);
  for (int64_t p = 0; p < pixels; ++p) {
    V<LANES> b[N];
    for (int j = 0; j < N; ++j) b[j] = load<LANES>(columns + p * lanes + j * LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < M; ++i) {
      const float a = rows[p * lanes + i];
      for (int j = 0; j < N; ++j) sum[i][j] += a * b[j];
    }
  }
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) store<LANES>(sums + i * lanes + j * LANES, sum[i][j]);
}

/// sums[lanes × lanes] += rowsᵀ · columns over all pixels.
inline void outer_product(const float *rows, const float *columns, int64_t lanes, int64_t pixels, float *sums) {
  for (int64_t r = 0; r < lanes; r += ROWS) {
    int64_t c = 0;
    for (; c + 2 * LANES <= lanes; c += 2 * LANES) outer_tile<ROWS, 2>(rows + r, columns + c, lanes, pixels, sums + r * lanes + c);
    if (c < lanes) outer_tile<ROWS, 1>(rows + r, columns + c, lanes, pixels, sums + r * lanes + c);
  }
}

template <int K>
inline void depthwise_image(const BlockShape &s, const float *weight, const float *padded, float *out) {
  const int64_t row = s.padded_width() * s.lanes;
  const int64_t offset = s.border - s.padding;
  for (int64_t h = 0; h < s.out_height; ++h) {
    const float *in = padded + (h * s.stride + offset) * row + offset * s.lanes;
    depthwise_row<K>(in, row, s.lanes, weight, s.stride, s.dilation, s.out_width, out + h * s.out_width * s.lanes);
  }
}

template <int K>
inline void forward(const BlockShape &s, const BlockWeights &w, const float *padded, BlockScratch &scratch, float *z, float *moments) {
  depthwise_image<K>(s, w.depthwise, padded, scratch.depthwise);
  float *out = scratch.gradient;
  product(scratch.depthwise, s.out_pixels(), w.pointwise, s.lanes, s.channels, out);
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    V<L> sum = {}, squares = {};
    for (int64_t p = 0; p < s.out_pixels(); ++p) {
      const V<L> value = load<L>(out + p * s.lanes + c);
      store<L>(z + p * s.channels + c, value);
      sum += value;
      squares += value * value;
    }
    if (!moments) return;
    store<L>(moments + c, load<L>(moments + c) + sum);
    store<L>(moments + s.channels + c, load<L>(moments + s.channels + c) + squares);
  });
}

/// Adds the gradient of the depthwise weights: the products of every tap's input with the gradient of the output.
template <int K>
inline void depthwise_weight_gradient(const BlockShape &s, const float *padded, const float *dd, int64_t dd_row, float *sums) {
  const int64_t row = s.padded_width() * s.lanes;
  const int64_t offset = s.border - s.padding;
  constexpr int R = LANES >= 16 || K < 5 ? K : 1;  // kernel rows at a time: as many sums as there are registers
  for (int64_t c = 0; c < s.lanes; c += LANES) {
    for (int first = 0; first < K; first += R) {
      V<LANES> sum[R][K] = {};
      for (int64_t h = 0; h < s.out_height; ++h) {
        const float *in = padded + (h * s.stride + offset + first * s.dilation) * row + offset * s.lanes + c;
        const float *gradient = dd + h * dd_row + c;
        for (int64_t p = 0; p < s.out_width; ++p) {
          const V<LANES> g = load<LANES>(gradient + p * s.lanes);
#pragma clang loop unroll(full)
          for (int kh = 0; kh < R; ++kh)
#pragma clang loop unroll(full)
            for (int kw = 0; kw < K; ++kw) sum[kh][kw] += g * load<LANES>(in + p * s.stride * s.lanes + kh * s.dilation * row + kw * s.dilation * s.lanes);
        }
      }
      for (int kh = 0; kh < R; ++kh)
        for (int kw = 0; kw < K; ++kw) {
          float *to = sums + ((first + kh) * K + kw) * s.lanes + c;
          store<LANES>(to, load<LANES>(to) + sum[kh][kw]);
        }
    }
  }
}

/// Adds each output pixel's gradient to the input pixels under its taps; `out` is padded and starts at zero.
template <int K>
inline void depthwise_scatter(const BlockShape &s, const float *weight, const float *dd, float *out) {
  const int64_t row = s.padded_width() * s.lanes;
  const int64_t offset = s.border - s.padding;
  for (int64_t c = 0; c < s.lanes; c += LANES) {
    for (int64_t h = 0; h < s.out_height; ++h) {
      for (int64_t p = 0; p < s.out_width; ++p) {
        const V<LANES> g = load<LANES>(dd + (h * s.out_width + p) * s.lanes + c);
        float *at = out + (h * s.stride + offset) * row + (p * s.stride + offset) * s.lanes + c;
        for (int kh = 0; kh < K; ++kh)
          for (int kw = 0; kw < K; ++kw) {
            float *to = at + kh * s.dilation * row + kw * s.dilation * s.lanes;
            store<LANES>(to, load<LANES>(to) + g * load<LANES>(weight + (kh * K + kw) * s.lanes + c));
          }
      }
    }
  }
}

/// Lets the gradient of the ReLU's output through where the input was positive, and hands it on.
inline void finish_gradient(const BlockShape &s, const float *padded, const float *difference, int64_t row, const float *x, float *dx, float *moments) {
  const int64_t padded_row = s.padded_width() * s.lanes;
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    V<L> sum = {}, dot = {};
    for (int64_t h = 0; h < s.height; ++h) {
      const float *guard = padded + (h + s.border) * padded_row + s.border * s.lanes + c;
      const float *from = difference + h * row + c;
      const int64_t first = h * s.width * s.channels + c;
      for (int64_t w = 0; w < s.width; ++w) {
        const V<L> value = where_positive<L>(load<L>(guard + w * s.lanes), load<L>(from + w * s.lanes));
        float *to = dx + first + w * s.channels;
        if (moments) {
          store<L>(to, value);
          sum += value;
          dot += value * load<L>(x + first + w * s.channels);
        } else {
          store<L>(to, load<L>(to) + value);
        }
      }
    }
    if (!moments) return;
    store<L>(moments + c, load<L>(moments + c) + sum);
    store<L>(moments + s.channels + c, load<L>(moments + s.channels + c) + dot);
  });
}

template <int K>
inline void backward(const BlockShape &s, const BlockWeights &w, const float *padded, const float *g, const float *z, const float *a, const float *b, const float *d, BlockScratch &scratch, BlockGradients sums, const float *x, float *dx, float *dx_moments) {
  float *dz = scratch.gradient;
  for_channels(s.channels, [&](auto length, int64_t c) {
    constexpr int L = decltype(length)::value;
    const V<L> va = load<L>(a + c), vb = load<L>(b + c), vd = load<L>(d + c);
    for (int64_t p = 0; p < s.out_pixels(); ++p) store<L>(dz + p * s.lanes + c, va * load<L>(g + p * s.channels + c) + (vb * load<L>(z + p * s.channels + c) + vd));
  });
  if (sums.pointwise) {
    // What the forward pass did not keep.
    depthwise_image<K>(s, w.depthwise, padded, scratch.depthwise);
    outer_product(scratch.depthwise, dz, s.lanes, s.out_pixels(), sums.pointwise);
  }
  if (s.stride == 1) {
    // The gradient of the input is the convolution of the padded gradient with the flipped kernel.
    const int64_t row = s.out_padded_width() * s.lanes;
    float *dd = scratch.turned + s.border * row + s.border * s.lanes;
    const int64_t offset = s.border - s.padding;
    for (int64_t h = 0; h < s.out_height; ++h) product(dz + h * s.out_width * s.lanes, s.out_width, w.pointwise_turned, s.lanes, s.channels, dd + h * row);
    if (sums.depthwise) depthwise_weight_gradient<K>(s, padded, dd, row, sums.depthwise);
    for (int64_t h = 0; h < s.height; ++h) depthwise_row<K>(scratch.turned + (h + offset) * row + offset * s.lanes, row, s.lanes, w.depthwise_flipped, 1, s.dilation, s.width, scratch.difference + h * s.width * s.lanes);
    finish_gradient(s, padded, scratch.difference, s.width * s.lanes, x, dx, dx_moments);
  } else {
    float *dd = scratch.depthwise;
    product(dz, s.out_pixels(), w.pointwise_turned, s.lanes, s.channels, dd);
    if (sums.depthwise) depthwise_weight_gradient<K>(s, padded, dd, s.out_width * s.lanes, sums.depthwise);
    std::memset(scratch.difference, 0, s.padded_size() * sizeof(float));
    depthwise_scatter<K>(s, w.depthwise, dd, scratch.difference);
    const int64_t row = s.padded_width() * s.lanes;
    finish_gradient(s, padded, scratch.difference + s.border * row + s.border * s.lanes, row, x, dx, dx_moments);
  }
}

inline void block_forward(const BlockShape &s, const BlockWeights &w, const float *padded, BlockScratch &scratch, float *z, float *moments) {
  switch (s.kernel) {
    case 3: return forward<3>(s, w, padded, scratch, z, moments);
    case 5: return forward<5>(s, w, padded, scratch, z, moments);
    default: return forward<7>(s, w, padded, scratch, z, moments);
  }
}

inline void block_backward(const BlockShape &s, const BlockWeights &w, const float *padded, const float *g, const float *z, const float *a, const float *b, const float *d, BlockScratch &scratch, BlockGradients sums, const float *x, float *dx, float *dx_moments) {
  switch (s.kernel) {
    case 3: return backward<3>(s, w, padded, g, z, a, b, d, scratch, sums, x, dx, dx_moments);
    case 5: return backward<5>(s, w, padded, g, z, a, b, d, scratch, sums, x, dx, dx_moments);
    default: return backward<7>(s, w, padded, g, z, a, b, d, scratch, sums, x, dx, dx_moments);
  }
}

}  // namespace KERNEL_NAMESPACE
