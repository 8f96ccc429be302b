#include "CTestSupport.h"
#include "CTorch.h"

// Tests run side by side: the threads of each operation would wait for those of the others. And it has to be here, before
// the first operation: libtorch 2.13 corrupts memory when the number of threads changes after a convolution.
__attribute__((constructor)) static void use_one_thread(void) {
  if (ct_set_threads(1) != CT_OK) __builtin_trap();
}
