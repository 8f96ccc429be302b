#include "parallel.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>

#include <algorithm>
#include <atomic>

namespace ctorch {

namespace {

thread_local int number = 0;

/// The entry points that compilers with OpenMP use, of the runtime that libtorch has loaded; null where there is none.
struct Team {
  void (*run)(void (*)(void *), void *, unsigned, unsigned) = find<decltype(run)>("GOMP_parallel");
  int (*thread)() = find<decltype(thread)>("omp_get_thread_num");
  int (*size)() = find<decltype(size)>("omp_get_num_threads");

  template <class Function>
  static Function find(const char *name) { return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name)); }
  bool exists() const { return run && thread && size; }
};

struct Job {
  int64_t count;
  const std::function<void(int64_t, int64_t)> &body;
};

}  // namespace

int this_thread() { return number; }

void share_images(int64_t count, const std::function<void(int64_t, int64_t)> &body) {
  static const Team team;
  const int64_t threads = std::min<int64_t>(at::get_num_threads(), count);
  if (threads <= 1 || !team.exists()) return body(0, count);
  Job job{count, body};
  team.run(
      [](void *data) {
        const Job &job = *static_cast<Job *>(data);
        const int64_t size = team.size();
        number = team.thread();
        const int64_t first = job.count * number / size, last = job.count * (number + 1) / size;
        if (first < last) job.body(first, last);
        number = 0;
      },
      &job, static_cast<unsigned>(threads), 0);
}

void share_freely(int64_t count, const std::function<void(int64_t)> &body) {
  std::atomic<int64_t> next{0};
  const int64_t threads = std::min<int64_t>(at::get_num_threads(), count);
  share_images(threads, [&](int64_t, int64_t) {
    for (int64_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) body(i);
  });
}

}  // namespace ctorch
