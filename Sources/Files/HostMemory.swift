internal import Foundation

/// The memory of the process, which Swift's arrays and Foundation's data end the program for want of.
package enum HostMemory {
  /// Whether so many bytes more can be had at this moment: asked before much is allocated at once.
  package static func has(_ bytes: Int) -> Bool {
    guard let memory = malloc(max(bytes, 1)) else { return false }
    free(memory)
    return true
  }
}
