// How the host's memory is kept between steps.

#include <cstdlib>

#include "CTorch.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

// By default glibc gives large blocks back to the system at once and gets them anew, zeroed page by page, at the next
// step: a quarter of a training step went there.
void ct_keep_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 2047 << 20);
  mallopt(M_TOP_PAD, 64 << 20);
#endif
}
