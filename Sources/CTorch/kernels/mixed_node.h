// A node's mixed operation: what the forward pass keeps for the backward pass.
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/custom_class.h>

#include <cstdlib>
#include <memory>
#include <vector>

#include "../include/ct_mixed.h"
#include "kernels.h"
#include "normalization.h"

namespace ctorch {

/// Floats that start at a cache line, so that no vector lies across two. New room is zero.
class Memory {
 public:
  Memory() = default;
  explicit Memory(int64_t size) { grow(size); }
  float *data() const { return data_.get(); }
  int64_t size() const { return size_; }
  /// Makes room for `size` floats; what was there is lost if there was less.
  void grow(int64_t size);

 private:
  struct Free {
    void operator()(float *data) const { std::free(data); }
  };
  std::unique_ptr<float, Free> data_;
  int64_t size_ = 0;
};

/// A depthwise and pointwise convolution with its normalisation, at one place of the node.
struct Block {
  BlockShape shape{};
  at::Tensor depthwise, pointwise;
  int64_t depthwise_input = -1, pointwise_input = -1;  // among the differentiable inputs
  Memory packed;                                       // the weights in the four forms of BlockWeights
  at::Tensor z;                                        // what is normalised, channels-last
  Normalization norm;

  BlockWeights weights() const;
  void pack();
};

/// One term of the node's sum.
struct Term {
  ct_operation_kind kind;
  int64_t source, coefficient, stride;
  std::vector<Block> blocks;  // none, one or two
  at::Tensor z;               // a pool's result
  Normalization norm;         // of a pool
  at::Tensor running_mean[2], running_var[2];
};

/// The node: sources, terms and everything in between.
struct MixedNode : torch::CustomClassHolder {
  std::vector<at::Tensor> sources;
  at::Tensor coefficients;
  std::vector<Term> terms;
  ct_statistics statistics;
  double momentum, epsilon;
  int64_t images, channels, out_height, out_width;

  int64_t out_pixels() const { return out_height * out_width; }
  int64_t source_height(const Term &term) const { return sources[term.source].size(2); }
  int64_t source_width(const Term &term) const { return sources[term.source].size(3); }

  at::Tensor forward();
  /// Gradients of sources, coefficients and weights, as far as `wanted` says, in the order of the inputs.
  std::vector<at::Tensor> backward(const at::Tensor &gradient, const std::vector<bool> &wanted);

 private:
  void compute_first();
  void compute_second();
  Normalization normalize(const std::vector<float> &moments, double count, at::Tensor &mean, at::Tensor &var) const;
};

/// Memory that one thread uses for one image after the other.
class Workspace {
 public:
  /// Room for a padded input whose border is zero. Equal shapes find it as they left it.
  float *padded(const BlockShape &shape);
  /// Room for the other steps of a block.
  BlockScratch block(const BlockShape &shape);

 private:
  Memory input_, depthwise_, gradient_, turned_, difference_;
  int64_t input_key_[4] = {}, turned_key_[4] = {};
};

/// This thread's workspace.
Workspace &workspace();

/// An empty channels-last tensor.
at::Tensor empty_images(int64_t images, int64_t channels, int64_t height, int64_t width);

}  // namespace ctorch
