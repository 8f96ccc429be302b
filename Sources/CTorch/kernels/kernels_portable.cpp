// The kernels for portable.
#include <cstring>
#include <type_traits>

#include "kernels.h"

#define KERNEL_NAMESPACE ctorch_portable
#define LANES 4
#define TILE 4
#define ROWS 4
#include "vector.h"
#include "block_impl.h"
#include "pool_impl.h"

const ctorch::KernelTable ctorch::portable_kernels = ctorch_portable::table;
