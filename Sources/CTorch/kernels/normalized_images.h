// Batch normalisation on its own, with factors and summands, for what reads images through it.
#pragma once

#include <ATen/core/Tensor.h>

#include <utility>
#include <vector>

#include "../include/ct_mixed.h"
#include "kernels.h"
#include "normalization.h"

namespace ctorch {

/// γ x̂ + β = scale · x + shift per channel, for images x.
struct NormalizedImages {
  at::Tensor x;             // float32 on the CPU, channels-last
  at::Tensor weight, bias;  // γ and β; undefined where they are 1 and 0
  Unchanged unchanged;      // x and γ
  int64_t images, channels, pixels;
  Channels scale, shift;

  /// Takes the statistics of x or the running ones, and moves those if asked.
  NormalizedImages(at::Tensor x, const ct_normalization &normalization);

  const NormalizationTable &kernels() const { return kernel_tables(channels).normalization; }
  const float *image(int64_t n) const { return floats(x) + n * pixels * channels; }

  /// Gradients of γ and β, where they are defined, and the coefficients of x's gradient a · g + b · x + d, for a
  /// gradient g of the result whose sums, and those of it times x, are given image by image.
  struct Gradient {
    at::Tensor weight, bias;
    Channels a, b, d;
  };
  Gradient gradient(const std::vector<float> &moments) const;

 private:
  Normalization norm_;
};

}  // namespace ctorch
