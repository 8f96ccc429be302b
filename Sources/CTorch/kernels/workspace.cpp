#include "workspace.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace ctorch {

void Memory::grow(int64_t size) {
  if (size <= size_) return;
  const size_t bytes = (size * sizeof(float) + 63) / 64 * 64;
  size_ = 0;  // until there is new memory
  data_.reset(static_cast<float *>(std::aligned_alloc(64, bytes)));
  if (!data_) throw std::bad_alloc();
  std::memset(data_.get(), 0, bytes);
  size_ = size;
}

float *PaddedMemory::room(int64_t height, int64_t width, int64_t lanes, int64_t border) {
  const int64_t size = (height + 2 * border) * (width + 2 * border) * lanes, key[] = {height, width, lanes, border};
  memory_.grow(size);
  if (!std::equal(key, key + 4, key_)) {
    std::memset(memory_.data(), 0, size * sizeof(float));
    std::copy(key, key + 4, key_);
  }
  return memory_.data();
}

namespace {

float *room(Memory &memory, int64_t size) {
  memory.grow(size);
  return memory.data();
}

}  // namespace

float *Workspace::difference(const BlockShape &s) { return room(difference_, s.padded_size()); }

float *Workspace::gradient(int64_t size) { return room(gradient_, size); }

BlockScratch Workspace::block(const BlockShape &s) {
  const int64_t size = s.rows_at_once() * s.out_width * s.lanes;
  return {room(depthwise_, size), room(gradient_, size), turned_.room(s.out_height, s.out_width, s.lanes, s.border)};
}

std::pair<float *, float *> Workspace::pointwise(const PointwiseShape &s) {
  const int64_t pixels = s.rows_at_once() * s.out_width;
  return {room(depthwise_, pixels * s.inner()), room(gradient_, pixels * s.lanes)};
}

Workspace &workspace() {
  static thread_local Workspace instance;
  return instance;
}

}  // namespace ctorch
