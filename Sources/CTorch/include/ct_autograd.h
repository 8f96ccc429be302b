// Reverse-mode differentiation.
#pragma once

#include "ct_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Turns recording on or off on this thread and says what it was.
CT_CALL ct_status ct_set_grad_enabled(bool enabled, bool *_Nonnull before);
CT_CALL ct_status ct_set_requires_grad(in_tensor self, bool enabled);
CT_CALL ct_status ct_requires_grad(in_tensor self, bool *_Nonnull out);
CT_CALL ct_status ct_detach(in_tensor self, out_tensor out);
/// Writes one gradient per input, zeros for an input that the output does not depend on; nothing where it fails.
CT_CALL ct_status ct_gradients(
    in_tensor output, maybe_tensor cotangent, in_tensors inputs, int32_t count, ct_tensor _Nullable *_Nonnull out);

#ifdef __cplusplus
}
#endif
