// Making, reading and reshaping tensors.
#pragma once

#include "ct_core.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef ct_tensor _Nonnull in_tensor;
typedef ct_tensor _Nullable maybe_tensor;
typedef ct_tensor _Nullable *_Nonnull out_tensor;
typedef const ct_tensor _Nonnull *_Nonnull in_tensors;
typedef const int64_t *_Nonnull in_sizes;

void ct_free(in_tensor self);

CT_CALL ct_status ct_from_bytes(
    const void *_Nonnull bytes, ct_dtype dtype, in_sizes sizes, int32_t rank, ct_device device, out_tensor out);
CT_CALL ct_status ct_full(in_sizes sizes, int32_t rank, double value, ct_dtype dtype, ct_device device, out_tensor out);
CT_CALL ct_status ct_zeros_like(in_tensor self, out_tensor out);
CT_CALL ct_status ct_arange(int64_t count, ct_device device, out_tensor out);
/// Copies all elements, row-major, to host memory of `size` bytes.
CT_CALL ct_status ct_to_bytes(in_tensor self, void *_Nonnull bytes, size_t size);
CT_CALL ct_status ct_item(in_tensor self, double *_Nonnull out);

CT_CALL ct_status ct_rank(in_tensor self, int32_t *_Nonnull out);
CT_CALL ct_status ct_size(in_tensor self, int32_t dimension, int64_t *_Nonnull out);
CT_CALL ct_status ct_stride(in_tensor self, int32_t dimension, int64_t *_Nonnull out);
CT_CALL ct_status ct_count(in_tensor self, int64_t *_Nonnull out);
CT_CALL ct_status ct_get_dtype(in_tensor self, ct_dtype *_Nonnull out);
CT_CALL ct_status ct_get_device(in_tensor self, ct_device *_Nonnull out);

CT_CALL ct_status ct_to_dtype(in_tensor self, ct_dtype dtype, out_tensor out);
CT_CALL ct_status ct_to_device(in_tensor self, ct_device device, out_tensor out);
CT_CALL ct_status ct_clone(in_tensor self, out_tensor out);
CT_CALL ct_status ct_contiguous(in_tensor self, bool channels_last, out_tensor out);
CT_CALL ct_status ct_copy_(in_tensor self, in_tensor source);

CT_CALL ct_status ct_reshape(in_tensor self, in_sizes sizes, int32_t rank, out_tensor out);
CT_CALL ct_status ct_permute(in_tensor self, in_sizes dimensions, int32_t rank, out_tensor out);
CT_CALL ct_status ct_slice(in_tensor self, int32_t dimension, int64_t start, int64_t end, int64_t step, out_tensor out);
CT_CALL ct_status ct_select(in_tensor self, int32_t dimension, int64_t index, out_tensor out);
/// Appends zeros: `pads` holds (before, after) pairs from the last dimension backwards.
CT_CALL ct_status ct_pad(in_tensor self, in_sizes pads, int32_t count, out_tensor out);
/// Writes one view per index of `dimension`; `count` must be its size.
CT_CALL ct_status ct_unbind(in_tensor self, int32_t dimension, int32_t count, ct_tensor _Nullable *_Nonnull out);
CT_CALL ct_status ct_cat(in_tensors tensors, int32_t count, int32_t dimension, out_tensor out);
CT_CALL ct_status ct_stack(in_tensors tensors, int32_t count, int32_t dimension, out_tensor out);
CT_CALL ct_status ct_index_select(in_tensor self, int32_t dimension, in_tensor indices, out_tensor out);
/// Advanced indexing of the first `count` dimensions with broadcasting index tensors.
CT_CALL ct_status ct_index(in_tensor self, in_tensors indices, int32_t count, out_tensor out);

#ifdef __cplusplus
}
#endif
