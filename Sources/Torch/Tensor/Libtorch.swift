internal import CTorch

/// Facts and process-wide settings of the loaded libtorch.
public enum Libtorch {
  /// The version, such as `2.13.0`.
  public static var version: String { String(cString: ct_version()) }

  /// The file that the library was loaded from.
  public static var path: String { String(cString: ct_path()) }

  /// The vector instructions in use, such as `AVX512`.
  public static var cpuCapability: String {
    fact(nil) { ct_cpu_capability($0) }.map { String(cString: $0) } ?? ""
  }

  /// The vector instructions that the project's own kernels use: `AVX-512`, `AVX2` or `portable`.
  ///
  /// The last bits of results depend on them: they belong to a run's configuration.
  public static var kernelInstructions: String { String(cString: ct_kernel_instructions()) }

  /// Checks that `SWIFT_NAS_KERNELS`, where it is set, names an instruction set that this processor has.
  ///
  /// Without this call an unknown name means `portable`, and one that is lacking the next best.
  public static func checkKernels() throws(UnusableKernels) {
    guard ct_check_kernels(nil) == CT_OK else {
      throw UnusableKernels(description: String(cString: ct_last_error()))
    }
  }

  /// Threads that the calling thread asks for within an operation.
  public static var threads: Int { Int(fact(0) { ct_threads($0) }) }

  /// Threads that an operation gets: fewer than `threads` where the environment limits them, as OMP_THREAD_LIMIT does.
  ///
  /// The last bits of results depend on it: it belongs to a run's configuration.
  public static var grantedThreads: Int { Int(fact(0) { ct_granted_threads($0) }) }

  /// Sets the threads that the calling thread asks for within an operation.
  ///
  /// - Precondition: `count` is at least 1.
  public static func setThreads(_ count: Int) {
    precondition(count >= 1, "threads must be at least 1, got \(count)")
    check(ct_set_threads(Int32(count)))
  }

  /// Keeps freed memory in the process for the next training step, instead of giving it back to the system at once.
  ///
  /// A step is up to a quarter faster. It holds for the whole process from now on, so it is for programs to call, at
  /// their start; without glibc nothing happens. A megabyte of the calling thread's stack is taken as well: where memory
  /// is short, a stack that cannot grow would end the program without a word.
  public static func keepMemory() { ct_keep_memory() }

  /// Asks GPU libraries for algorithms whose result is the same at every run, and for float32 in full.
  ///
  /// TF32 would keep 10 of its 23 bits. The CPU needs no asking.
  public static func setDeterministic(_ enabled: Bool) {
    check(ct_set_deterministic(enabled))
  }
}

/// Kernels that are asked for, but not to be had.
public struct UnusableKernels: Error, CustomStringConvertible {
  /// One sentence that names what can be had.
  public let description: String
}
