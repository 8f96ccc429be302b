// A cell's mixed operations: what the forward pass keeps for the backward pass.
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/custom_class.h>

#include <vector>

#include "../include/ct_mixed.h"
#include "kept_memory.h"
#include "kernels.h"
#include "normalization.h"
#include "workspace.h"

namespace ctorch {

/// A depthwise and pointwise convolution.
struct Block {
  BlockShape shape{};
  at::Tensor depthwise, pointwise;
  int64_t depthwise_input = -1, pointwise_input = -1;  // among the differentiable inputs
  int64_t packed = 0;                                  // where its weights start in `MixedCell::packed`
  void *z = nullptr;                                   // what is normalised: the first image's, in `MixedCell::memory`

  int64_t taps() const { return shape.kernel * shape.kernel * shape.lanes; }
  int64_t matrix() const { return shape.lanes * shape.lanes; }
};

/// A result's part in a node's sum.
struct Use {
  int64_t node, coefficient, operation;
  Normalized last;
};

/// What is computed from a source, once, for all nodes that want it: pools of the same source are the same.
struct Result {
  ct_operation_kind kind;
  int64_t source, stride;
  std::vector<Block> blocks;  // none, one or two
  Normalized between;         // of two blocks
  void *z = nullptr;          // a pool's
  std::vector<Use> uses;      // one for blocks

  bool is_block() const { return !blocks.empty(); }
  /// What is normalised last.
  void *last() const { return is_block() ? blocks.back().z : z; }
};

/// An image as kernels read it: its pixels may lie further apart than its channels.
struct Pixels {
  const float *data;
  int64_t pixel;
};

/// The cell: sources, results and everything in between.
///
/// Sources are the tensors given, then the cell's own nodes. A node only reads what comes before it.
struct MixedCell : torch::CustomClassHolder {
  std::vector<at::Tensor> sources;
  at::Tensor coefficients;
  at::Tensor keep;  // images × operations: factors of single operations for single images; undefined for none
  std::vector<Result> results;
  int64_t nodes;
  ct_statistics statistics;
  at::ScalarType stored;  // of what the forward pass keeps
  double momentum, epsilon;
  int64_t images, channels, out_height, out_width;
  Memory packed;           // the blocks' weights in the four forms of BlockWeights
  KeptMemory memory;       // all that is normalised, image by image
  int64_t kept_image = 0;  // bytes of one image in it
  at::Tensor out;          // the nodes side by side, images × nodes·C × H × W, channels-last
  bool keeps = false;      // what the backward pass needs
  bool spent = false;      // by a backward pass
  Unchanged
      unchanged;  // what the backward pass reads again: sources, coefficients, factors and the nodes, but no weights

  int64_t out_pixels() const { return out_height * out_width; }
  int64_t node_size() const { return out_pixels() * channels; }
  bool is_node(int64_t source) const { return source >= static_cast<int64_t>(sources.size()); }
  int64_t source_count() const { return static_cast<int64_t>(sources.size()) + nodes; }
  int64_t source_height(int64_t source) const { return is_node(source) ? out_height : sources[source].size(2); }
  int64_t source_width(int64_t source) const { return is_node(source) ? out_width : sources[source].size(3); }
  Pixels source_image(int64_t source, int64_t image) const;
  float *node_image(int64_t node, int64_t image) const {
    return out.mutable_data_ptr<float>() + (image * out_pixels() * nodes + node) * channels;
  }
  PoolShape pool_shape(const Result &result) const;
  BlockWeights weights(const Block &block) const;
  /// The factor of an operation for an image.
  float kept(int64_t image, int64_t operation) const {
    return keep.defined() ? floats(keep)[image * keep.size(1) + operation] : 1;
  }

  /// The values of image `n` of what is normalised.
  template <class Stored>
  Stored *kept_values(void *z, int64_t n) const {
    return reinterpret_cast<Stored *>(static_cast<char *>(z) + n * kept_image);
  }

  /// Fills `out`.
  void forward();
  /// Gradients of sources, coefficients and weights, as far as `wanted` says, in the order of the inputs.
  std::vector<at::Tensor> backward(const at::Tensor &gradient, const std::vector<bool> &wanted);
};

/// An empty channels-last tensor.
at::Tensor empty_images(
    int64_t images, int64_t channels, int64_t height, int64_t width, at::ScalarType type = at::kFloat);

/// The values of image `n` of a result, of `size` each.
template <class Stored>
Stored *image_of(const at::Tensor &tensor, int64_t n, int64_t size) {
  return static_cast<Stored *>(tensor.data_ptr()) + n * size;
}

}  // namespace ctorch
