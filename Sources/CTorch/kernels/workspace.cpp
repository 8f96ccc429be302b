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

PatchScratch Workspace::patches(const PatchShape &s, int64_t lanes) {
  // Some values are read and written beyond the end of the last row.
  constexpr int64_t behind = 4;
  const int64_t rows = PatchTable::rows_at_once, results = rows * std::max(s.lanes, lanes);
  return {s.kernel == 1 ? nullptr : room(parts_[0], s.padded_size() + behind), room(parts_[1], rows * s.lanes + behind),
      room(parts_[2], results), room(parts_[3], results)};
}

InvertedScratch Workspace::inverted(const InvertedShape &s) {
  int64_t padded = 0, turned = 0, rows = s.pixels_at_once() * s.hidden_lanes;
  for (const HiddenBlock *block = s.blocks; block < s.blocks + s.block_count; ++block) {
    const BlockShape &shape = block->shape;
    padded = std::max(padded, shape.padded_size());
    turned = std::max(turned, shape.out_padded_size());
    rows = std::max(rows, std::max<int64_t>(64, shape.width) * shape.lanes);
  }
  const int64_t pixels = s.blocks->shape.height * s.blocks->shape.width;
  return {room(parts_[0], padded), room(parts_[1], turned), room(difference_, padded), room(parts_[2], rows),
      room(parts_[3], rows), room(parts_[4], s.pixels_at_once() * s.out_lanes), room(parts_[5], pixels * s.in_lanes)};
}

Workspace &workspace() {
  static thread_local Workspace instance;
  return instance;
}

}  // namespace ctorch
