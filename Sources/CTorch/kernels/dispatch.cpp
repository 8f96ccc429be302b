#include <cstdlib>
#include <cstring>

#include "kernels.h"

namespace ctorch {

namespace {

/// Whether SWIFT_NAS_KERNELS allows an instruction set: it names the best one to use. Another one rounds differently.
[[maybe_unused]] bool allows(const char *name) {
  static const char *const wanted = std::getenv("SWIFT_NAS_KERNELS");
  if (!wanted || std::strcmp(wanted, "avx512") == 0) return true;
  return std::strcmp(wanted, "avx2") == 0 && std::strcmp(name, "avx2") == 0;
}

}  // namespace

const KernelTables &kernel_tables(int64_t channels) {
#if defined(__x86_64__)
  static const bool avx512 = allows("avx512") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
  static const bool avx2 = allows("avx2") && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  // Half-empty vectors cost twice the memory and win nothing.
  if (avx512 && channels > 8) return avx512_kernels;
  if (avx2) return avx2_kernels;
#endif
  return portable_kernels;
}

}  // namespace ctorch
