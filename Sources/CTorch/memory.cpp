// How the host's memory is kept between steps.

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>

// By default glibc gives large blocks back to the system at once and gets them anew, zeroed page by page, at the next step:
// a quarter of a training step went there. A step's tensors are needed again in the next one, so they are kept.
__attribute__((constructor)) static void keep_memory() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 2047 << 20);
  mallopt(M_TOP_PAD, 64 << 20);
}
#endif
