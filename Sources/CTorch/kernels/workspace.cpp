#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstring>

#include "mixed_node.h"

namespace ctorch {

namespace {

float *room(std::vector<float> &memory, int64_t size) {
  if (static_cast<int64_t>(memory.size()) < size) memory.resize(size);
  return memory.data();
}

/// Room whose border was zeroed for the same `key`; inner pixels are always overwritten whole.
float *bordered(std::vector<float> &memory, int64_t (&key)[4], const int64_t (&wanted)[4], int64_t size) {
  float *data = room(memory, size);
  if (!std::equal(key, key + 4, wanted)) {
    std::memset(data, 0, size * sizeof(float));
    std::copy(wanted, wanted + 4, key);
  }
  return data;
}

}  // namespace

float *Workspace::padded(const BlockShape &s) {
  return bordered(input_, input_key_, {s.height, s.width, s.channels, s.border}, s.padded_size());
}

BlockScratch Workspace::block(const BlockShape &s) {
  BlockScratch scratch;
  scratch.input = input_.data();
  scratch.depthwise = room(depthwise_, s.out_pixels() * s.lanes);
  // Lanes behind the channels must be zero, and kernels never write to them.
  float *before = gradient_.data();
  const int64_t size = s.out_pixels() * s.lanes;
  scratch.gradient = room(gradient_, size);
  if (scratch.gradient != before || s.lanes != s.channels) std::memset(scratch.gradient, 0, size * sizeof(float));
  scratch.turned = s.stride == 1 ? bordered(turned_, turned_key_, {s.out_height, s.out_width, s.lanes, s.border}, s.out_padded_size()) : nullptr;
  scratch.difference = room(difference_, s.stride == 1 ? s.height * s.width * s.lanes : s.padded_size());
  return scratch;
}

Workspace &workspace() {
  static thread_local Workspace instance;
  return instance;
}

at::Tensor empty_images(int64_t images, int64_t channels, int64_t height, int64_t width) {
  return at::empty({images, channels, height, width}, at::TensorOptions(at::kFloat).memory_format(at::MemoryFormat::ChannelsLast));
}

}  // namespace ctorch
