// Squeeze-and-excitation between a normalisation with ReLU and what reads it.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "affine_normalization.h"

namespace ctorch {

/// Gates of channels, sigmoid(excite(relu(squeeze(means over pixels)))) of relu(scale · z + shift).
///
/// All here has one value per image and channel. An image's gates depend on nothing but its own sums.
class Excitation {
 public:
  /// For so many images. The layers' weights and biases, checked, are added to `inputs`.
  Excitation(const ct_linear_weights &squeeze, const ct_linear_weights &excite, int64_t images, int64_t channels,
      int64_t pixels, std::vector<at::Tensor> &inputs);

  /// Takes, of an image, per channel how many pixels ReLU lets pass and the sum of z over them.
  void set(int64_t image, const float *count, const float *sum, const AffineNormalization &norm);
  const float *gates(int64_t image) const { return gates_.data() + image * channels_; }

  /// From the sums of a gradient g of what was gated, and of g · z, to those of the gradient of relu(scale · z +
  /// shift).
  void backward(int64_t image, float *sum, float *dot, const AffineNormalization &norm);
  /// What every pixel that ReLU lets pass has in its gradient beside gate · g.
  const float *more(int64_t image) const { return more_.data() + image * channels_; }

  /// Gradients of the layers' weights and biases, in the order of the inputs.
  std::vector<at::Tensor> gradients() const;

 private:
  int64_t images_, channels_, squeezed_, pixels_;
  std::vector<float> squeeze_, squeeze_bias_, excite_, excite_bias_;  // channels × squeezed, squeezed × channels
  // Images × channels or squeezed channels each.
  std::vector<float> count_, sum_, pooled_, hidden_, gates_, d_gates_, d_hidden_, more_;
};

}  // namespace ctorch
