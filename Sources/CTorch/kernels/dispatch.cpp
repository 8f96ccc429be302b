// Which instruction set's kernels are used.

#include <cstdlib>
#include <string>
#include <string_view>

#include "../boundary.h"
#include "kernels.h"

namespace ctorch {

namespace {

/// An instruction set, as SWIFT_NAS_KERNELS names it, and whether this processor has it.
struct InstructionSet {
  std::string_view name;
  bool is_here;
};

/// All of them, the best first.
const InstructionSet *sets() {
#if defined(__x86_64__)
  static const InstructionSet all[] = {
      {"avx512", __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                     __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")},
      {"avx2", __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")},
      {"portable", true},
  };
#else
  static const InstructionSet all[] = {{"avx512", false}, {"avx2", false}, {"portable", true}};
#endif
  return all;
}

constexpr int count = 3;

/// The place of a name among the sets; `count` where it is none of them.
int place(std::string_view name) {
  int at = 0;
  while (at < count && sets()[at].name != name) ++at;
  return at;
}

/// What SWIFT_NAS_KERNELS says; empty where it says nothing.
std::string_view wanted() {
  static const char *const value = std::getenv("SWIFT_NAS_KERNELS");
  return value ? value : "";
}

/// Whether an instruction set may be used: SWIFT_NAS_KERNELS names the best that is. Another one rounds differently.
[[maybe_unused]] bool uses(std::string_view name) {
  return sets()[place(name)].is_here && (wanted().empty() || place(wanted()) <= place(name));
}

}  // namespace

const KernelTables &kernel_tables(int64_t channels) {
#if defined(__x86_64__)
  static const bool avx512 = uses("avx512"), avx2 = uses("avx2");
  // Half-empty vectors cost twice the memory and win nothing.
  if (avx512 && channels > 8) return avx512_kernels;
  if (avx2) return avx2_kernels;
#endif
  return portable_kernels;
}

}  // namespace ctorch

using namespace ctorch;

const char *ct_kernel_instructions(void) {
  const auto *tables = &kernel_tables(16);
#if defined(__x86_64__)
  if (tables == &avx512_kernels) return "AVX-512";
  if (tables == &avx2_kernels) return "AVX2";
#endif
  return tables == &portable_kernels ? "portable" : "unknown";
}

ct_status ct_check_kernels(const char *name) {
  return boundary([&] {
    const std::string_view asked = name ? name : wanted();
    if (asked.empty()) return;
    std::string known, here;
    for (int i = 0; i < count; ++i) {
      known.append(known.empty() ? "" : ", ").append(sets()[i].name);
      if (sets()[i].is_here) here.append(here.empty() ? "" : ", ").append(sets()[i].name);
    }
    const int at = place(asked);
    TORCH_CHECK(at < count, "SWIFT_NAS_KERNELS is ", asked, ", expected one of ", known);
    TORCH_CHECK(sets()[at].is_here, "SWIFT_NAS_KERNELS is ", asked, ", which this processor lacks; it has ", here);
  });
}
