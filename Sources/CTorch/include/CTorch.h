// The C interface to libtorch: opaque handles, a status for every call, results through the last parameter.
#pragma once

#include "ct_core.h"
#include "ct_exhaustion.h"
#include "ct_tensor.h"
#include "ct_math.h"
#include "ct_nn.h"
#include "ct_mixed.h"
#include "ct_autograd.h"
#include "ct_lists.h"
#include "ct_random.h"
