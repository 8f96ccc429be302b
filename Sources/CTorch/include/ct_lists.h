// Updates of many tensors in one call: what optimisers are made of. All in place, none is recorded.
#pragma once

#include "ct_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// tensors += scale * others
CT_CALL ct_status ct_list_add_(in_tensors tensors, in_tensors others, int32_t count, double scale);
CT_CALL ct_status ct_list_mul_(in_tensors tensors, in_tensors others, int32_t count);
CT_CALL ct_status ct_list_scale_(in_tensors tensors, int32_t count, double scale);
CT_CALL ct_status ct_list_scale_tensor_(in_tensors tensors, int32_t count, in_tensor scale);
CT_CALL ct_status ct_list_copy_(in_tensors tensors, in_tensors sources, int32_t count);
/// tensors = weights where the masks lie above the threshold, else 0
CT_CALL ct_status ct_list_mask_(
    in_tensors tensors, in_tensors weights, in_tensors masks, int32_t count, double threshold);
/// The 2-norm of all elements together, as a scalar tensor on the device.
CT_CALL ct_status ct_list_norm(in_tensors tensors, int32_t count, out_tensor out);
/// Scales the tensors so that their common 2-norm is at most `limit`; without a host synchronisation.
CT_CALL ct_status ct_list_clip_norm_(in_tensors tensors, int32_t count, double limit);
/// Momenta begin as zeros.
CT_CALL ct_status ct_sgd_(in_tensors weights, in_tensors gradients, in_tensors momenta, int32_t count, double rate,
    double momentum, double weight_decay, bool nesterov);
/// `step` counts from 1; weight decay is the L2 form, added to the gradient.
CT_CALL ct_status ct_adam_(in_tensors weights, in_tensors gradients, in_tensors means, in_tensors squares,
    int32_t count, int64_t step, double rate, double beta1, double beta2, double epsilon, double weight_decay);

#ifdef __cplusplus
}
#endif
