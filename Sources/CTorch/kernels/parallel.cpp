#include "parallel.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <exception>

namespace ctorch {

namespace {

thread_local int number = 0;

template <class Function>
Function find(const char *name) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

/// The entry points that compilers with OpenMP use, of the runtime that libtorch has loaded; null where there is none.
struct Team {
  void (*run)(void (*)(void *), void *, unsigned, unsigned) = find<decltype(run)>("GOMP_parallel");
  int (*thread)() = find<decltype(thread)>("omp_get_thread_num");
  int (*size)() = find<decltype(size)>("omp_get_num_threads");

  bool exists() const { return run && thread && size; }

  static const Team &shared() {
    static const Team team;
    return team;
  }
};

/// What the threads of a team share. An exception must not leave a thread's part: the first one waits here for the
/// caller.
struct Job {
  int64_t count;
  const std::function<void(int64_t, int64_t)> &body;
  std::atomic_flag has_failed{};
  std::exception_ptr failure{};

  void run_part(int thread, int size) noexcept {
    number = thread;
    try {
      const int64_t first = count * thread / size, last = count * (thread + 1) / size;
      if (first < last) body(first, last);
    } catch (...) {
      if (!has_failed.test_and_set()) failure = std::current_exception();
    }
    number = 0;
  }
};

}  // namespace

int this_thread() { return number; }

void share_images(int64_t count, const std::function<void(int64_t, int64_t)> &body) {
  const Team &team = Team::shared();
  const int64_t threads = std::min<int64_t>(at::get_num_threads(), count);
  if (threads <= 1 || !team.exists()) return body(0, count);
  Job job{count, body};
  team.run([](void *data) { static_cast<Job *>(data)->run_part(Team::shared().thread(), Team::shared().size()); }, &job,
      static_cast<unsigned>(threads), 0);
  if (job.failure) std::rethrow_exception(job.failure);
}

void share_freely(int64_t count, const std::function<void(int64_t)> &body) {
  std::atomic<int64_t> next{0};
  const int64_t threads = std::min<int64_t>(at::get_num_threads(), count);
  share_images(threads, [&](int64_t, int64_t) {
    try {
      for (int64_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) body(i);
    } catch (...) {
      next = count;  // the others need not go on
      throw;
    }
  });
}

int granted_threads() {
  std::atomic<int> granted{1};
  const int wanted = at::get_num_threads();
  share_images(wanted, [&](int64_t, int64_t) {
    if (wanted > 1 && Team::shared().exists()) granted = Team::shared().size();
  });
  return granted;
}

void insist_on_threads() {
  static const auto set_dynamic = find<void (*)(int)>("omp_set_dynamic");
  if (set_dynamic) set_dynamic(0);
}

}  // namespace ctorch
