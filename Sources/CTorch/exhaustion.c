// Memory that ran out, remembered without taking any.
#include <stdio.h>

#include "ct_exhaustion.h"

static _Thread_local char exhaustion[512];
// Calls until memory is said to have run out; 0 for never.
static _Thread_local int64_t calls_left;

void ct_remember_exhaustion(const char *function, const char *message) {
  if (!ct_is_exhausted()) snprintf(exhaustion, sizeof exhaustion, "%s: %s", function, message);
}

bool ct_begin_call(void) {
  if (calls_left > 0 && --calls_left == 0) ct_remember_exhaustion("a test", "you tried to allocate 4096 bytes");
  return !ct_is_exhausted();
}

void ct_exhaust_after(int64_t calls) { calls_left = calls; }

int64_t ct_calls_left(void) { return calls_left; }

bool ct_is_exhausted(void) { return exhaustion[0] != '\0'; }

const char *ct_exhaustion(void) { return exhaustion; }

void ct_forget_exhaustion(void) { exhaustion[0] = '\0'; }
