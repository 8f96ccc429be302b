// Memory that ran out: remembered per thread until the caller has taken note of it.
#pragma once

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Remembers that `function` ran out of memory on this thread, with libtorch's message; only the first time counts.
void ct_remember_exhaustion(const char *function, const char *message);
/// Whether this thread ran out of memory and nobody has taken note of it yet.
bool ct_is_exhausted(void);
/// What happened, in words; empty where nothing did.
const char *ct_exhaustion(void);
/// Takes note.
void ct_forget_exhaustion(void);

#ifdef __cplusplus
}
#endif
