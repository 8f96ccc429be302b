// An inverted residual as one unit: what the forward pass keeps for the backward pass.
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/custom_class.h>

#include <optional>
#include <vector>

#include "affine_normalization.h"
#include "excitation.h"
#include "kernels.h"
#include "normalized_product.h"
#include "workspace.h"

namespace ctorch {

/// How the channels between expansion and projection lie in memory.
struct HiddenLayout {
  std::vector<HiddenBlock> blocks;
  std::vector<int64_t> branch, within;  // of each block: its branch, and the first of the branch's channels
  std::vector<int64_t> place;           // of each channel: its lane among all
  int64_t lanes = 0, taps = 0;          // of all channels, and of all depthwise weights

  /// Adds channels with a kernel of their own, in blocks like `shape`.
  void add(int64_t branch, int64_t channels, BlockShape shape, const InvertedTable &kernels);
  /// Values lane by lane, 0 where there is no channel.
  Channels spread(const Channels &values) const;
  /// Calls body(branch, index in its weight, index in the packed weights, the same in the flipped ones) for all taps.
  template <class Body>
  void for_taps(Body &&body) const {
    for (size_t b = 0; b < blocks.size(); ++b) {
      const BlockShape &s = blocks[b].shape;
      const int64_t count = s.kernel * s.kernel;
      for (int64_t c = 0; c < s.channels; ++c)
        for (int64_t k = 0; k < count; ++k)
          body(branch[b], (within[b] + c) * count + k, blocks[b].taps + k * s.lanes + c,
              blocks[b].taps + (count - 1 - k) * s.lanes + c);
    }
  }
  /// Calls body(channel, index of the first input's weight, floats to the next) for the packed weights of an expansion.
  template <class Body>
  void for_expanded(int64_t inputs, Body &&body) const {
    int64_t channel = 0;
    for (const HiddenBlock &block : blocks)
      for (int64_t c = 0; c < block.shape.channels; ++c) body(channel++, inputs * block.at + c, block.shape.lanes);
  }
};

/// Expansion, depthwise convolutions side by side, squeeze-and-excitation if there is one, and projection, each
/// convolution with a normalisation behind it and the first two with ReLU.
///
/// Of all images are kept what the depthwise convolutions give, and what the projection gives. What the expansion gives
/// is made anew from the input wherever it is read. Weights are kept in a form of our own: what happens to them after
/// the forward pass is no matter.
struct InvertedResidual : torch::CustomClassHolder {
  at::Tensor x;
  int64_t images;
  const InvertedTable &kernels;
  NormalizedProduct expand;
  HiddenLayout hidden;
  InvertedShape shape{};
  std::vector<std::vector<int64_t>> depthwise_sizes;
  AffineNormalization filtered, projected;
  std::optional<Excitation> excitation;
  at::Tensor keep;  // a factor per image of what the projection gives; undefined for none
  bool is_residual;
  bool keeps = false;  // what the backward pass needs
  bool spent = false;  // by a backward pass
  Memory expand_weight, expand_turned, expand_shift, taps, flipped, project, project_turned;
  at::Tensor z, y;      // what the depthwise convolutions and the projection gave, image by image
  Unchanged unchanged;  // x and the factors

  /// Checks all parts; `inputs` gets those that gradients flow to, x first, in the order of the gradients.
  InvertedResidual(const at::Tensor &x, const ct_inverted_residual &given, std::vector<at::Tensor> &inputs);

  at::Tensor forward();
  /// Gradients in the order of the inputs.
  std::vector<at::Tensor> backward(const at::Tensor &gradient);

  InvertedWeights weights() const {
    return {expand_weight.data(), expand_turned.data(), expand_shift.data(), taps.data(), flipped.data(),
        project.data(), project_turned.data()};
  }
  /// The shape with its pointers in place.
  InvertedShape sizes() const;
  /// The factor of an image.
  float factor(int64_t image) const { return keep.defined() ? floats(keep)[image] : 1; }
  /// Values per channel of the output times an image's factor: themselves, or what is then in `room`.
  const float *times_factor(const Channels &values, int64_t image, Channels &room) const;
  /// Values lane by lane times an image's gates: themselves, or what is then in `room`.
  const float *gated(const Channels &values, int64_t image, Channels &room) const;

 private:
  void run(const at::Tensor &out, int64_t start, int64_t count);
  void pack_expansion();
};

}  // namespace ctorch
