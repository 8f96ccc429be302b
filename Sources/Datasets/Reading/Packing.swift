/// The form in which the images of a file lie in it; CIFAR is published in both.
enum Packing: CaseIterable, Sendable {
  /// That of the binary version, whose content has the hashes; the idx files have no other.
  case binary
  /// A pickle of the version for Python, of which the binary file is made again.
  case python
}
