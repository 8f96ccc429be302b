internal import CTorch

/// Calls libtorch, unless memory has run out on this thread.
///
/// A refused call is the caller's mistake, such as shapes or types that do not fit, and stops the program. Memory that
/// runs out is nobody's mistake: it is remembered, and from then on nothing more is computed or changed until
/// `Libtorch.checkMemory()` throws it.
func check(_ call: @autoclosure () -> ct_status, function: StaticString = #function) {
  guard ct_begin_call() else { return }
  let status = call()
  guard status != CT_OK else { return }
  let message = ct_last_error()
  if status == CT_OUT_OF_MEMORY {
    ct_remember_exhaustion("\(function)", message)
  } else {
    fatalError("libtorch refused \(function): \(String(cString: message))")
  }
}
