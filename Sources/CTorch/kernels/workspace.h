// Memory of the kernels themselves.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utility>

#include "kernels.h"

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

/// Padded images of one shape after the other; the border is zero.
class PaddedMemory {
 public:
  /// Room for an image. One of the same shape finds the border as it was; inner pixels are the user's.
  float *room(int64_t height, int64_t width, int64_t lanes, int64_t border);

 private:
  Memory memory_;
  int64_t key_[4] = {};
};

/// Memory that one thread uses for one image after the other.
class Workspace {
 public:
  /// A padded input.
  float *input(const BlockShape &shape) { return input_.room(shape.height, shape.width, shape.lanes, shape.border); }
  /// The gradient of a padded input; what is in it is undefined.
  float *difference(const BlockShape &shape);
  /// Room for the other steps of a block.
  BlockScratch block(const BlockShape &shape);
  /// Room for the gathered channels and for the result of the rows at once.
  std::pair<float *, float *> pointwise(const PointwiseShape &shape);
  /// Room for an image's rows, and for results of so many lanes.
  PatchScratch patches(const PatchShape &shape, int64_t lanes);
  /// Room for an image of an inverted residual.
  InvertedScratch inverted(const InvertedShape &shape);
  /// Room for `size` floats.
  float *gradient(int64_t size);

 private:
  PaddedMemory input_, turned_;
  Memory difference_, depthwise_, gradient_, parts_[6];
};

/// This thread's workspace.
Workspace &workspace();

}  // namespace ctorch
