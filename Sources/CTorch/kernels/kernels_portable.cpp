// The kernels for portable.
#include <cstring>
#include <type_traits>

#include "kernels.h"

#define KERNEL_NAMESPACE ctorch_portable
#define LANES 4
#define REGISTERS 12
#define TILE 4
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

const ctorch::KernelTables ctorch::portable_kernels = {ctorch_portable::table<float>,
    ctorch_portable::table<ctorch::BFloat16>, ctorch_portable::pointwise_table, ctorch_portable::patch_table,
    ctorch_portable::inverted_table};
