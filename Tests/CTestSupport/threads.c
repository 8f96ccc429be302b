#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

#include "CTestSupport.h"
#include "CTorch.h"

// Tests run side by side, so each computes on one thread: more would wait for those of the others.
// SWIFT_NAS_TEST_THREADS asks for another number, with which every test has to hold too.
__attribute__((constructor)) static void prepare(void) {
  const char *threads = getenv("SWIFT_NAS_TEST_THREADS");
  if (ct_set_threads(threads ? atoi(threads) : 1) != CT_OK) __builtin_trap();
  if (ct_check_kernels(NULL) != CT_OK) __builtin_trap();
  ct_keep_memory();
}

int32_t ctest_use_threads(int32_t count) {
  int32_t before = 0;
  void (*set)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (!set || ct_threads(&before) != CT_OK) __builtin_trap();
  set(count);
  return before;
}
