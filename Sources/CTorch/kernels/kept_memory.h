// What the forward passes of cells keep for their backward passes: large blocks that are used again step after step.
#pragma once

#include <cstddef>
#include <utility>

namespace ctorch {

/// A block of memory, whose contents are undefined at first; the system is asked for new pages only where no idle block
/// fits.
///
/// A search's steps ask for the same sizes again and again. Fresh memory costs them a fault per page, and small pages
/// cost a start of the processor's prefetching each.
class KeptMemory {
 public:
  KeptMemory() = default;
  explicit KeptMemory(size_t bytes);
  KeptMemory(KeptMemory &&other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  KeptMemory &operator=(KeptMemory &&other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~KeptMemory();

  char *data() const { return data_; }

 private:
  char *data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace ctorch
