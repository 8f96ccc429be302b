// Settings of the process that runs the tests, made by linking this, and what tests may change of them.
#pragma once

#include <stdint.h>

/// Sets the threads within an operation for the calling thread alone, and returns how many there were. `ct_set_threads`
/// would set them for threads that begin later too.
int32_t ctest_use_threads(int32_t count);
