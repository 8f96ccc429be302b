// A convolution and the batch normalisation behind it, without what lies between them.
#pragma once

#include <ATen/core/Tensor.h>

#include "affine_normalization.h"
#include "kernels.h"
#include "workspace.h"

namespace ctorch {

/// scale · W x + shift for rows x of what a convolution sees.
///
/// W x is linear in x, so its mean and variance over a batch follow from those of x, and so do, behind a backward pass,
/// the parts of the gradients that come from them. Neither W x nor its gradient need be kept for that.
struct NormalizedProduct {
  PatchShape shape;  // of an image
  int64_t outputs;
  const PatchTable &kernels;
  AffineNormalization norm;
  std::vector<float> weight;  // W: outputs × inputs

  /// With a weight of outputs × channels × kernel × kernel.
  NormalizedProduct(
      const at::Tensor &images, const at::Tensor &weight, int64_t stride, const ct_normalization &normalization);

  /// Takes the statistics of the images, if they are to be normalised by their own.
  void set(const at::Tensor &images);
  /// scale · W at (output, input).
  float at(int64_t output, int64_t input) const { return norm.scale[output] * weight[output * shape.inputs + input]; }

  /// Gradients of the parameters, and what x's gradient has beyond (scale · W)ᵀ g: x · matrix + summand.
  struct Gradient {
    at::Tensor weight;
    AffineNormalization::Gradient norm;
    Memory matrix, summand;  // inputs × lanes, lanes
  };
  /// For a gradient g of the result, from the sums of g and of its products with x, outputs × inputs.
  Gradient gradient(std::vector<double> sums, const std::vector<double> &products) const;

  /// What is written to where the pixel's values are, if anything: `more` is added, if given.
  void correct(const at::Tensor &images, const Gradient &gradient, const at::Tensor *more, const at::Tensor &dx) const;

 private:
  std::vector<double> mean_;     // of x
  std::vector<double> weighed_;  // W times x's covariances, outputs × inputs
  double count_ = 1;             // of rows

  std::vector<double> totals(const at::Tensor &images) const;
};

}  // namespace ctorch
