// Memory that ran out: remembered per thread until the caller has taken note of it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Remembers that `function` ran out of memory on this thread, with libtorch's message; only the first time counts.
void ct_remember_exhaustion(const char *function, const char *message);
/// Before every call of libtorch: whether memory is there for it.
bool ct_begin_call(void);
/// For tests: behaves as if memory ran out in the call of this number on this thread, from 1; 0 for none.
void ct_exhaust_after(int64_t calls);
/// How many calls are left until then.
int64_t ct_calls_left(void);
/// Whether this thread ran out of memory and nobody has taken note of it yet.
bool ct_is_exhausted(void);
/// What happened, in words; empty where nothing did.
const char *ct_exhaustion(void);
/// Takes note.
void ct_forget_exhaustion(void);

#ifdef __cplusplus
}
#endif
