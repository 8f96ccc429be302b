#include "kernels.h"

namespace ctorch {

const KernelTable &kernel_table() {
#if defined(__x86_64__)
  static const KernelTable &best = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") ? avx512_kernels
      : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? avx2_kernels
                                                                        : portable_kernels;
  return best;
#else
  return portable_kernels;
#endif
}

}  // namespace ctorch
