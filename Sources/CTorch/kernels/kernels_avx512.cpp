// The kernels for avx512.
#if defined(__x86_64__)
#include <cstring>
#include <type_traits>

#include "kernels.h"

#define KERNEL_NAMESPACE ctorch_avx512
#define LANES 16
#define REGISTERS 32
#define TILE 8
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#include "vector.h"
#include "depthwise_impl.h"
#include "sum_impl.h"
#include "product_impl.h"
#include "block_impl.h"
#include "pool_impl.h"
#include "pointwise_impl.h"
#include "patches_impl.h"
#include "inverted_impl.h"
#include "inverted_backward_impl.h"
#include "table_impl.h"
#pragma clang attribute pop

const ctorch::KernelTables ctorch::avx512_kernels = {ctorch_avx512::table<float>,
    ctorch_avx512::table<ctorch::BFloat16>, ctorch_avx512::pointwise_table, ctorch_avx512::patch_table,
    ctorch_avx512::inverted_table};
#endif
