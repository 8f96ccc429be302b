// Explicit random generators; there is no global one.
#pragma once

#include "ct_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A generator on the host (Mersenne twister). Draws for other devices are made here and moved.
CT_CALL ct_status ct_generator_new(uint64_t seed, ct_generator _Nullable *_Nonnull out);
void ct_generator_free(ct_generator _Nonnull self);
CT_CALL ct_status ct_normal(
    in_sizes sizes, int32_t rank, double mean, double deviation, ct_generator _Nonnull generator, out_tensor out);
CT_CALL ct_status ct_uniform(
    in_sizes sizes, int32_t rank, double low, double high, ct_generator _Nonnull generator, out_tensor out);
/// Whole numbers in low..<high as int64.
CT_CALL ct_status ct_randint(
    in_sizes sizes, int32_t rank, int64_t low, int64_t high, ct_generator _Nonnull generator, out_tensor out);

#ifdef __cplusplus
}
#endif
