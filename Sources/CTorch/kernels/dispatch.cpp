#include "kernels.h"

namespace ctorch {

const KernelTables &kernel_tables(int64_t channels) {
#if defined(__x86_64__)
  static const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
  static const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  // Half-empty vectors cost twice the memory and win nothing.
  if (avx512 && channels > 8) return avx512_kernels;
  if (avx2) return avx2_kernels;
#endif
  return portable_kernels;
}

}  // namespace ctorch
