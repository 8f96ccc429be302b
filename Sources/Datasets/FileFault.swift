public import Architectures

/// What is wrong with a file of a data set.
public enum FileFault: Error, Hashable, CustomStringConvertible {
  /// The compressed file or the archive ends early or is damaged.
  case compression(reason: String)
  /// The archive lacks one of the files of the data set; `found` says what it holds.
  case member(name: String, found: String)
  /// The first four bytes are not the magic number of the idx format.
  case magic(found: UInt32, expected: UInt32)
  /// The header of the idx file gives other sizes: images, rows, columns; or labels.
  case dimensions(found: [Int], expected: [Int])
  /// The uncompressed file has another length in bytes; reading stops one byte past `expected`.
  case size(found: Int, expected: Int)
  /// The file of CIFAR's Python version is not the pickle that it should be, at that byte.
  case pickle(PickleFault, at: Int)
  /// The pickle's dictionary has no such entry, or one of another kind.
  case entry(name: String, expected: String)
  /// The pickle gives another number of labels.
  case labels(found: Int, expected: Int)
  /// A label is not the number of a class.
  case label(found: Int, image: Int, classes: Int)
  /// The form is right but the content is not the official one, by the SHA-256 in hexadecimal.
  case content(found: String, expected: String, dataset: DatasetDescription)

  /// What was found and what was expected: a sentence without its subject and full stop.
  public var description: String {
    switch self {
    case .compression(let reason):
      "is truncated or damaged (\(reason)), expected a complete compressed file"
    case .member(let name, let found):
      "does not contain \(name), expected the complete official archive, \(found)"
    case .magic(let found, let expected):
      "starts with 0x\(hexadecimal(found)), expected the idx magic number "
        + "0x\(hexadecimal(expected))"
    case .dimensions(let found, let expected):
      "holds \(product(found)) values, expected \(product(expected))"
    case .size(let found, let expected) where found > expected:
      "holds more than the expected \(expected) bytes"
    case .size(let found, let expected):
      "holds \(found) bytes, expected \(expected)"
    case .pickle(let fault, let place):
      "cannot be read as a pickle at byte \(place): \(fault)"
    case .entry(let name, let expected):
      "has no \(expected) by the name \(name), expected a file of CIFAR's Python version"
    case .labels(let found, let expected):
      "holds \(found) labels, expected \(expected)"
    case .label(let found, let image, let classes):
      "gives image \(image) the label \(found), expected 0 to \(classes - 1)"
    case .content(let found, let expected, let dataset):
      "has SHA-256 \(found.prefix(8))..., expected \(expected.prefix(8))... of the official "
        + "\(dataset.title) file, so it is changed or the name \(dataset.name) is wrong"
    }
  }
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}

private func product(_ dimensions: [Int]) -> String {
  dimensions.map(String.init).joined(separator: " x ")
}
