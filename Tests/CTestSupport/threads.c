#include "CTestSupport.h"
#include "CTorch.h"

// Tests run side by side: the threads of each operation would wait for those of the others. Besides, with three threads or
// more libtorch 2.13 (oneDNN) writes beyond its buffers in the backward pass of a 1x1 convolution with stride 2 and few
// input channels, such as those of the small networks here.
__attribute__((constructor)) static void use_one_thread(void) {
  if (ct_set_threads(1) != CT_OK) __builtin_trap();
}
