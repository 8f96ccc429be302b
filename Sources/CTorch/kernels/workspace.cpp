#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstring>

#include "mixed_node.h"

namespace ctorch {

void Memory::grow(int64_t size) {
  if (size <= size_) return;
  const size_t bytes = (size * sizeof(float) + 63) / 64 * 64;
  data_.reset(static_cast<float *>(std::aligned_alloc(64, bytes)));
  if (!data_) throw std::bad_alloc();
  std::memset(data_.get(), 0, bytes);
  size_ = size;
}

namespace {

float *room(Memory &memory, int64_t size) {
  memory.grow(size);
  return memory.data();
}

/// Room whose border was zeroed for the same `key`; inner pixels are always overwritten whole.
float *bordered(Memory &memory, int64_t (&key)[4], const int64_t (&wanted)[4], int64_t size) {
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
  const int64_t size = s.out_pixels() * s.lanes;
  scratch.gradient = room(gradient_, size);
  if (s.lanes != s.channels) std::memset(scratch.gradient, 0, size * sizeof(float));
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
