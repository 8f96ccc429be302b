// Elementwise operations, reductions and products.
#pragma once

#include "ct_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// self + scale * other, with broadcasting.
CT_CALL ct_status ct_add(in_tensor self, in_tensor other, double scale, out_tensor out);
CT_CALL ct_status ct_mul(in_tensor self, in_tensor other, out_tensor out);
CT_CALL ct_status ct_div(in_tensor self, in_tensor other, out_tensor out);
CT_CALL ct_status ct_add_scalar(in_tensor self, double value, out_tensor out);
CT_CALL ct_status ct_mul_scalar(in_tensor self, double value, out_tensor out);
CT_CALL ct_status ct_matmul(in_tensor self, in_tensor other, out_tensor out);

CT_CALL ct_status ct_add_(in_tensor self, in_tensor other, double scale);
CT_CALL ct_status ct_mul_(in_tensor self, in_tensor other);
CT_CALL ct_status ct_fill_(in_tensor self, double value);

CT_CALL ct_status ct_relu(in_tensor self, out_tensor out);
CT_CALL ct_status ct_abs(in_tensor self, out_tensor out);
CT_CALL ct_status ct_sigmoid(in_tensor self, out_tensor out);
CT_CALL ct_status ct_softmax(in_tensor self, int32_t dimension, out_tensor out);

CT_CALL ct_status ct_gt_scalar(in_tensor self, double value, out_tensor out);
CT_CALL ct_status ct_ge_scalar(in_tensor self, double value, out_tensor out);
CT_CALL ct_status ct_ge(in_tensor self, in_tensor other, out_tensor out);
CT_CALL ct_status ct_eq(in_tensor self, in_tensor other, out_tensor out);
CT_CALL ct_status ct_logical_and(in_tensor self, in_tensor other, out_tensor out);
CT_CALL ct_status ct_logical_not(in_tensor self, out_tensor out);
CT_CALL ct_status ct_where(in_tensor condition, in_tensor self, in_tensor other, out_tensor out);

/// Sums over the given dimensions; over all of them when `count` is 0.
CT_CALL ct_status ct_sum(in_tensor self, in_sizes dimensions, int32_t count, bool keep, out_tensor out);
CT_CALL ct_status ct_mean(in_tensor self, in_sizes dimensions, int32_t count, bool keep, out_tensor out);
CT_CALL ct_status ct_argmax(in_tensor self, int32_t dimension, out_tensor out);

#ifdef __cplusplus
}
#endif
