// The kernels for avx2.
#if defined(__x86_64__)
#include <cstring>
#include <type_traits>

#include "kernels.h"

#define KERNEL_NAMESPACE ctorch_avx2
#define LANES 8
#define TILE 6
#define ROWS 4
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "vector.h"
#include "block_impl.h"
#include "pool_impl.h"
#pragma clang attribute pop

const ctorch::KernelTable ctorch::avx2_kernels = ctorch_avx2::table;
#endif
