package import Torch

/// A run that stopped because memory ran out; its folder holds the last checkpoint.
package struct RunMemoryShortage: Error, CustomStringConvertible {
  /// What ran out.
  package let cause: OutOfMemory
  /// Most images that passed through a network at once.
  package let images: Int
  /// Path of the run's folder.
  package let path: String

  /// One sentence for people.
  package var description: String {
    "\(cause), with passes of at most \(images) images; expected more memory or fewer images at once, "
      + "then go on from the last checkpoint with: nas resume \(path)"
  }
}
