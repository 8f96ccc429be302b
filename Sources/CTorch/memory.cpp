// How the host's memory is kept between steps.

#include <cstdlib>

#include "CTorch.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#if defined(__unix__)
#include <sys/resource.h>

// The system gives a stack its memory when it is first touched, and ends the program where there is none: nothing can
// say so then. Matrix products take 64 KB of it at once, in the middle of a training.
static const rlim_t kept_stack = 1 << 20;

__attribute__((noinline)) static void touch_stack() {
  volatile char space[kept_stack];
  for (rlim_t place = 0; place < kept_stack; place += 4096) space[place] = 0;
}
#endif

// By default glibc gives large blocks back to the system at once and gets them anew, zeroed page by page, at the next
// step: a quarter of a training step went there.
void ct_keep_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 2047 << 20);
  mallopt(M_TOP_PAD, 64 << 20);
#endif
#if defined(__unix__)
  rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur >= 4 * kept_stack) touch_stack();
#endif
}
