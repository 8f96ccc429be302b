// Batch normalisation with factors and summands of its own.
#pragma once

#include "../include/ct_mixed.h"
#include "normalization.h"

namespace ctorch {

/// γ x̂ + β = scale · x + shift per channel.
struct AffineNormalization {
  bool has_weight, has_bias;
  std::vector<float> weight, bias;  // γ and β as they were given; 1 and 0 where they were not
  Channels scale, shift;

  /// Takes the running statistics where these are used.
  AffineNormalization(const ct_normalization &normalization, int64_t channels);

  bool by_batch() const { return statistics_ != CT_USE_RUNNING; }
  /// Takes the statistics of a batch of so many values per channel.
  void set(std::vector<double> mean, const std::vector<double> &variance, double values);
  /// The same out of the sums of values and of their squares.
  void set(const Sums &sums, double values);

  /// Gradients of γ and β, and the coefficients of x's gradient a · g + b · x + d.
  struct Gradient {
    at::Tensor weight, bias;
    Channels a, b, d;
  };
  /// For a gradient g of the result, from the sums of it and of it times x.
  Gradient gradient(Sums sums, double values) const;

 private:
  Normalized at_;
  ct_statistics statistics_;
  double momentum_, epsilon_;

  void fold();
};

}  // namespace ctorch
