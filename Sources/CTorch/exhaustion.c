// Memory that ran out, remembered without taking any.
#include <stdio.h>

#include "ct_exhaustion.h"

static _Thread_local char exhaustion[512];

void ct_remember_exhaustion(const char *function, const char *message) {
  if (!ct_is_exhausted()) snprintf(exhaustion, sizeof exhaustion, "%s: %s", function, message);
}

bool ct_is_exhausted(void) { return exhaustion[0] != '\0'; }

const char *ct_exhaustion(void) { return exhaustion; }

void ct_forget_exhaustion(void) { exhaustion[0] = '\0'; }
