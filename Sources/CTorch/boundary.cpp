#include "boundary.h"

#include <new>
#include <string_view>

#if __has_include(<oneapi/dnnl/dnnl_common.hpp>)
#include <oneapi/dnnl/dnnl_common.hpp>
#define HAS_ONEDNN 1
#endif

namespace ctorch {

ct_status remember_exception() noexcept {
  try {
    throw;
  } catch (const c10::OutOfMemoryError &error) {
    remember(error.what_without_backtrace());
    return CT_OUT_OF_MEMORY;
  } catch (const c10::Error &error) {
    const char *message = error.what_without_backtrace();
    remember(message);
    // The CPU allocator reports exhaustion as an ordinary error.
    const bool is_exhaustion = std::string_view(message).find("can't allocate memory") != std::string_view::npos;
    return is_exhaustion ? CT_OUT_OF_MEMORY : CT_FAILED;
#ifdef HAS_ONEDNN
  } catch (const dnnl::error &error) {
    // No room for the code that it generates is "could not create a primitive".
    remember(error.what());
    return error.status == dnnl_out_of_memory ? CT_OUT_OF_MEMORY : CT_FAILED;
#endif
  } catch (const std::bad_alloc &) {
    remember("out of host memory");
    return CT_OUT_OF_MEMORY;
  } catch (const std::exception &error) {
    remember(error.what());
    return CT_FAILED;
  } catch (...) {
    remember("unknown C++ exception");
    return CT_FAILED;
  }
}

}  // namespace ctorch
