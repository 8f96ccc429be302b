public import Torch

/// A run that stopped because memory ran out; its folder holds the last checkpoint.
public struct RunMemoryShortage: Error, CustomStringConvertible {
  /// What ran out.
  public let cause: OutOfMemory
  /// Most images that passed through a network at once.
  public let images: Int
  /// Path of the run's folder.
  public let path: String

  /// One sentence for people.
  public var description: String {
    "\(cause), with passes of at most \(images) images; expected more memory or fewer images at once, "
      + "then go on from the last checkpoint with: nas resume \(path)"
  }
}
