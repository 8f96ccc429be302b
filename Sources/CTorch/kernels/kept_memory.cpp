#include "kept_memory.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace ctorch {

namespace {

/// Blocks are whole large pages.
constexpr size_t page = size_t{2} << 20;

struct Idle {
  char *data;
  size_t size;
};

/// The blocks that nobody uses. Never destroyed: cells may outlive static objects.
struct Pool {
  std::mutex mutex;
  std::vector<Idle> idle;
  size_t used = 0;  // blocks that are in use, for each of which `idle` has room

  static Pool &shared() {
    static Pool &pool = *new Pool;
    return pool;
  }
};

char *fresh(size_t size) {
  void *data = std::aligned_alloc(page, size);
  if (!data) throw std::bad_alloc();
#if defined(MADV_HUGEPAGE)
  // A wish: without it everything works, with more faults.
  (void)madvise(data, size, MADV_HUGEPAGE);
#endif
  return static_cast<char *>(data);
}

}  // namespace

KeptMemory::KeptMemory(size_t bytes) : size_((bytes + page - 1) / page * page) {
  if (size_ == 0) return;
  Pool &pool = Pool::shared();
  const std::lock_guard lock(pool.mutex);
  auto best = pool.idle.end();
  for (auto block = pool.idle.begin(); block != pool.idle.end(); ++block)
    if (block->size >= size_ && block->size <= size_ + size_ / 4 &&
        (best == pool.idle.end() || block->size < best->size))
      best = block;
  if (best != pool.idle.end()) {
    data_ = best->data;
    size_ = best->size;
    pool.idle.erase(best);
    ++pool.used;
    return;
  }
  // Another network, or another batch: what fitted the last one will hardly be wanted again.
  for (const Idle &block : pool.idle) std::free(block.data);
  pool.idle.clear();
  pool.idle.reserve(pool.used + 1);
  data_ = fresh(size_);
  ++pool.used;
}

KeptMemory::~KeptMemory() {
  if (!data_) return;
  Pool &pool = Pool::shared();
  const std::lock_guard lock(pool.mutex);
  pool.idle.push_back({data_, size_});  // has room
  --pool.used;
}

}  // namespace ctorch
