// Work on the images of a batch, shared out among libtorch's own threads.
#pragma once

#include <cstdint>
#include <functional>

namespace ctorch {

/// Calls body(first, last) on parts of 0..<count, which depend on the number of threads alone.
///
/// libtorch's headers share out work only where the compiler speaks OpenMP, which Swift's does not; so its team of
/// threads is asked directly. A team of our own would fight with it for the processor.
///
/// Where a part throws, the others come to their ends first; then the exception, or one of them, is thrown here.
void share_images(int64_t count, const std::function<void(int64_t, int64_t)> &body);

/// Calls body(i) for every i in 0..<count, each on whichever thread is free: for work whose result does not depend on
/// it.
void share_freely(int64_t count, const std::function<void(int64_t)> &body);

/// This thread's number within share_images, 0 outside.
int this_thread();

/// How many threads share_images gets if the work is enough for all.
int granted_threads();

/// Has OpenMP give this thread's teams the size asked for, whatever else runs on the machine (OMP_DYNAMIC).
void insist_on_threads();

}  // namespace ctorch
