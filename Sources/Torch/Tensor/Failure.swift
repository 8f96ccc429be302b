internal import CTorch

/// Stops the program when libtorch refuses a call: shapes or types that do not fit are the caller's mistake.
func check(_ status: ct_status, function: StaticString = #function) {
  guard status != CT_OK else { return }
  let message = String(cString: ct_last_error())
  if status == CT_OUT_OF_MEMORY {
    fatalError("out of memory in \(function): \(message); use a smaller batch or fewer channels")
  }
  fatalError("libtorch refused \(function): \(message)")
}
