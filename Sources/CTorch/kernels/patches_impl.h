// Convolutions as products of what they see at each pixel, with normalisation and ReLU. See vector.h on how it is
// compiled.

namespace KERNEL_NAMESPACE {

/// out[pixels × lanes] = in · matrix + shift, of which ReLU lets pass what is positive.
inline void normalized_product(const float *in, int64_t in_lanes, int64_t pixels, const ProductWeights &w,
    bool rectified, int64_t inner, float *out) {
  for_column_tiles(w.lanes, [&]<int N>(Constant<N>, int64_t c) {
    using G = Group<LANES, N>;
    const G summand = G::at(w.shift + c);
    for_tiles<tile_rows<N>>(pixels, [&]<int M>(Constant<M>, int64_t p) {
      float *to = out + p * w.lanes + c;
      product_tile<M, N>(in + p * in_lanes, in_lanes, w.matrix + c, w.lanes, inner,
          [&](const G(&sum)[M]) __attribute__((always_inline)) {
#pragma clang loop unroll(full)
        for (int i = 0; i < M; ++i) {
          const G value = sum[i] + summand;
          (rectified ? positive(value) : value).put(to + i * w.lanes);
        }
      });
    });
  });
}

/// The image with zeros around it, or itself where there is no padding.
inline const float *padded_image(const PatchShape &s, const float *x, const PatchScratch &scratch) {
  if (s.kernel == 1) return x;
  const int64_t size = s.width * s.channels;
  std::memset(scratch.image, 0, s.padded_size() * sizeof(float));
  float *to = scratch.image + s.padding * (s.padded_row() + s.channels);
  for (int64_t h = 0; h < s.height; ++h) std::memcpy(to + h * s.padded_row(), x + h * size, size * sizeof(float));
  return scratch.image;
}

/// The rows of output pixels first..<first + count, `lanes` apart; what lies behind a row's values is undefined.
inline const float *patches(
    const PatchShape &s, const float *image, int64_t first, int64_t count, const PatchScratch &scratch) {
  if (s.is_plain() && s.inputs == s.lanes) return image + first * s.inputs;
  const int64_t size = s.kernel * s.channels, row = s.padded_row();
  int64_t h = first / s.out_width, w = first % s.out_width;
  float *to = scratch.rows;
  for (int64_t p = 0; p < count; ++p, to += s.lanes) {
    const float *from = image + h * s.stride * row + w * s.stride * s.channels;
    if (s.kernel == 1) {
      std::memcpy(to, from, size * sizeof(float));
    } else {
      // A few values too many: the next ones take their place.
      for (int64_t k = 0; k < s.kernel; ++k)
        for (int64_t i = 0; i < size; i += 4) store<4>(to + k * size + i, load<4>(from + k * row + i));
    }
    if (++w == s.out_width) w = 0, ++h;
  }
  return scratch.rows;
}

/// Calls body(rows, first, count) for a part of the output pixels after the other.
template <class Body>
inline void for_patches(const PatchShape &s, const float *x, const PatchScratch &scratch, Body &&body) {
  const float *image = padded_image(s, x, scratch);
  const int64_t pixels = s.out_pixels();
  for (int64_t first = 0; first < pixels; first += PatchTable::rows_at_once) {
    const int64_t left = pixels - first, count = left < PatchTable::rows_at_once ? left : PatchTable::rows_at_once;
    body(patches(s, image, first, count, scratch), first, count);
  }
}

inline void patch_moments(
    const PatchShape &s, const float *x, const PatchScratch &scratch, float *products, double *totals) {
  const int64_t size = s.inputs * s.lanes;
  for_patches(s, x, scratch, [&](const float *rows, int64_t, int64_t count) {
    // Few pixels in single precision, all of them in double: variances are differences of what is added up here.
    std::memset(products, 0, size * sizeof(float));
    outer_product(rows, s.lanes, s.inputs, rows, s.lanes, count, products);
    for (int64_t i = 0; i < size; ++i) totals[i] += products[i];
    for_channels(s.inputs, [&](auto length, int64_t c) {
      constexpr int L = decltype(length)::value;
      V<L> sum = zero<L>();
      for (int64_t p = 0; p < count; ++p) sum += load<L>(rows + p * s.lanes + c);
      float values[L];
      store<L>(values, sum);
      for (int i = 0; i < L; ++i) totals[size + c + i] += values[i];
    });
  });
}

/// Adds pixels that lie `lanes` apart to the pixels under the kernel.
inline void scatter_patches(const PatchShape &s, const float *from, int64_t first, int64_t count, float *dx) {
  for (int64_t p = first; p < first + count; ++p, from += s.lanes) {
    const int64_t top = p / s.out_width * s.stride - s.padding, left = p % s.out_width * s.stride - s.padding;
    const float *value = from;
    for (int64_t h = top; h < top + s.kernel; ++h)
      for (int64_t w = left; w < left + s.kernel; ++w, value += s.channels) {
        if (h < 0 || h >= s.height || w < 0 || w >= s.width) continue;
        float *to = dx + (h * s.width + w) * s.channels;
        for (int64_t c = 0; c < s.channels; ++c) to[c] += value[c];
      }
  }
}

inline void patches_forward(const PatchShape &s, const ProductWeights &w, const float *x, const PatchScratch &scratch,
    bool averages, float *out) {
  if (averages) std::memset(out, 0, w.outputs * sizeof(float));
  const bool is_dense = !averages && w.outputs == w.lanes;
  for_patches(s, x, scratch, [&](const float *rows, int64_t first, int64_t count) {
    float *to = is_dense ? out + first * w.outputs : scratch.results;
    normalized_product(rows, s.lanes, count, w, w.rectified, s.inputs, to);
    if (is_dense) return;
    for_groups(w.outputs, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      using G = Group<L, N>;
      if (!averages) {
        for (int64_t p = 0; p < count; ++p) G::at(to + p * w.lanes + c).put(out + (first + p) * w.outputs + c);
        return;
      }
      G sum = G::at(out + c);
      for (int64_t p = 0; p < count; ++p) sum += G::at(to + p * w.lanes + c);
      sum.put(out + c);
    });
  });
  const float share = 1 / static_cast<float>(s.out_pixels());
  if (averages)
    for (int64_t c = 0; c < w.outputs; ++c) out[c] *= share;
}

inline void patches_backward(const PatchShape &s, const ProductWeights &w, const float *x, const float *g,
    bool averages, const float *turned, const PatchScratch &scratch, float *sums, float *products, float *dx) {
  if (dx && !s.is_plain()) std::memset(dx, 0, s.height * s.width * s.channels * sizeof(float));
  const float share = averages ? 1 / static_cast<float>(s.out_pixels()) : 1;
  for_patches(s, x, scratch, [&](const float *rows, int64_t first, int64_t count) {
    float *own = scratch.results;
    if (w.rectified) normalized_product(rows, s.lanes, count, w, false, s.inputs, own);
    for_groups(w.outputs, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      using G = Group<L, N>;
      G sum = G::at(sums + c);
      const G mean = averages ? share * G::at(g + c) : G{};
      for (int64_t p = 0; p < count; ++p) {
        float *at = own + p * w.lanes + c;
        const G given = averages ? mean : G::at(g + (first + p) * w.outputs + c);
        const G passed = w.rectified ? where_positive(G::at(at), given) : given;
        passed.put(at);
        sum += passed;
      }
      sum.put(sums + c);
    });
    outer_product(rows, s.lanes, s.inputs, own, w.lanes, count, products);
    if (!dx) return;
    product(own, w.lanes, count, turned, s.lanes, w.outputs, scratch.others);
    if (!s.is_plain()) return scatter_patches(s, scratch.others, first, count, dx);
    for_groups(s.inputs, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      for (int64_t p = 0; p < count; ++p)
        Group<L, N>::at(scratch.others + p * s.lanes + c).put(dx + (first + p) * s.inputs + c);
    });
  });
}

inline void weigh(int64_t size, const float *row, const double *matrix, double *out) {
  for (int64_t j = 0; j < size; ++j) out[j] = 0;
  for (int64_t i = 0; i < size; ++i) {
    const double factor = row[i];
    for (int64_t j = 0; j < size; ++j) out[j] += factor * matrix[i * size + j];
  }
}

/// dx += x · matrix + shift + more, for pixels that fill the lanes.
inline void correct_pixels(
    const PatchShape &s, const float *x, const float *matrix, const float *shift, const float *more, float *dx) {
  for_column_tiles(s.lanes, [&]<int N>(Constant<N>, int64_t c) {
    using G = Group<LANES, N>;
    const G summand = G::at(shift + c);
    for_tiles<tile_rows<N>>(s.out_pixels(), [&]<int M>(Constant<M>, int64_t p) {
      const int64_t start = p * s.lanes + c;
      product_tile<M, N>(x + p * s.lanes, s.lanes, matrix + c, s.lanes, s.inputs,
          [&](const G(&sum)[M]) __attribute__((always_inline)) {
#pragma clang loop unroll(full)
        for (int i = 0; i < M; ++i) {
          const int64_t at = start + i * s.lanes;
          const G value = sum[i] + summand + G::at(dx + at);
          (more ? value + G::at(more + at) : value).put(dx + at);
        }
      });
    });
  });
}

inline void correct_patches(const PatchShape &s, const float *x, const float *matrix, const float *shift,
    const PatchScratch &scratch, const float *more, float *dx) {
  if (s.is_plain() && s.inputs == s.lanes) return correct_pixels(s, x, matrix, shift, more, dx);
  const ProductWeights w{s.inputs, s.lanes, matrix, shift, false};
  for_patches(s, x, scratch, [&](const float *rows, int64_t first, int64_t count) {
    normalized_product(rows, s.lanes, count, w, false, s.inputs, scratch.others);
    if (!s.is_plain()) return scatter_patches(s, scratch.others, first, count, dx);
    for_groups(s.inputs, [&]<int L, int N>(Constant<L>, Constant<N>, int64_t c) {
      using G = Group<L, N>;
      for (int64_t p = 0; p < count; ++p) {
        const int64_t at = (first + p) * s.inputs + c;
        G value = G::at(dx + at) + G::at(scratch.others + p * s.lanes + c);
        if (more) value += G::at(more + at);
        value.put(dx + at);
      }
    });
  });
}

}  // namespace KERNEL_NAMESPACE
