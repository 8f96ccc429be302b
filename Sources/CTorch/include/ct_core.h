// Handles, status and facts about the loaded library.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CT_CALL __attribute__((warn_unused_result))

typedef struct ct_tensor_s *ct_tensor;
typedef struct ct_generator_s *ct_generator;

typedef enum ct_status : int32_t {
  CT_OK = 0,
  CT_FAILED = 1,         // libtorch refused the call; see ct_last_error
  CT_OUT_OF_MEMORY = 2,  // the device could not give the memory asked for
} ct_status;

typedef enum ct_dtype : int32_t {
  CT_UINT8 = 0,
  CT_INT64 = 1,
  CT_FLOAT32 = 2,
  CT_FLOAT64 = 3,
  CT_BOOL = 4,
  CT_INT32 = 5,
  CT_BFLOAT16 = 6
} ct_dtype;
typedef enum ct_device : int32_t { CT_CPU = 0, CT_CUDA = 1, CT_MPS = 2 } ct_device;

/// The message of the last failed call on this thread; valid until the next failure.
const char *_Nonnull ct_last_error(void);

/// The version of the loaded library, such as "2.13.0".
const char *_Nonnull ct_version(void);
/// The file that the library was loaded from.
const char *_Nonnull ct_path(void);
/// The vector instructions libtorch uses on this processor, such as "AVX512".
CT_CALL ct_status ct_cpu_capability(const char *_Nullable *_Nonnull out);
CT_CALL ct_status ct_has_device(ct_device device, bool *_Nonnull out);
/// Why libtorch's half for CUDA is not in use, or null where it is. It is opened by the first call that names CT_CUDA,
/// which has to come before the first backward pass.
CT_CALL ct_status ct_cuda_fault(const char *_Nullable *_Nonnull out);
/// The threads that this thread asks for within an operation.
CT_CALL ct_status ct_threads(int32_t *_Nonnull out);
CT_CALL ct_status ct_set_threads(int32_t count);
/// The threads that the kernels get when this thread asks for `ct_threads`: fewer where the environment limits them
/// (OMP_THREAD_LIMIT), and 1 where libtorch's OpenMP cannot be called.
CT_CALL ct_status ct_granted_threads(int32_t *_Nonnull out);
/// Keeps freed memory in the process instead of giving it back to the system at once, from now on and for all that runs
/// in it: what a training step frees, the next one asks for. Only for glibc; elsewhere nothing happens. Takes a
/// megabyte of the calling thread's stack, so that its growth cannot end the program where memory is short.
void ct_keep_memory(void);
/// Asks cuDNN for deterministic algorithms and for float32 that is no TF32, and turns off its search for the fastest.
/// The CPU needs no asking.
CT_CALL ct_status ct_set_deterministic(bool enabled);

#ifdef __cplusplus
}
#endif
