public import Architectures

/// Why a network cannot be read, prepared or given what it was asked to classify.
public enum InferenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no file where one was expected.
  case missingFile(path: String)
  /// The system refused to read a file.
  case unreadable(path: String, reason: String)
  /// A file is not what it should be; the reason is the end of a sentence.
  case malformed(path: String, reason: String)
  /// The architecture cannot be built.
  case architecture(ArchitectureError)
  /// The tensors do not fit the network.
  case weights(WeightError)
  /// A tensor that the network needs has elements that are no fractions, such as `I64`.
  case elementType(String, found: String)
  /// The running variances of a normalisation are not above what would make its square root a number.
  case negativeVariance(String)
  /// The images cannot be classified by any network.
  case images(DescriptionError)
  /// One image would need more memory than `GraphExecutor.largestMemory`, or than there is.
  case tooLarge(bytes: Int)
  /// There are more or fewer inputs than the graph has.
  case inputCount(Int, expected: Int)
  /// The values are not a whole number of images, or not as many as was said.
  case imageSize(values: Int, expected: Int, shape: ImageShape)
  /// The images hold numbers that are not finite.
  case imagesNotFinite
  /// The network computed numbers that are not finite.
  case outputsNotFinite

  /// One sentence for people.
  public var description: String { sentence.legible }

  private var sentence: String {
    switch self {
    case .missingFile(let path): "There is no file at \(path), where one was expected."
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)."
    case .malformed(let path, let reason): "\(path) is not valid: \(reason)."
    case .architecture(let error): "\(error)"
    case .weights(let error): "The weights do not fit: \(error)."
    case .elementType(let name, let found):
      "Tensor \(name) has elements of type \(found), expected F32, F64 or BF16."
    case .negativeVariance(let name):
      "Tensor \(name) has variances below 0, expected numbers from 0."
    case .images(let error): "\(error)."
    case .tooLarge(let bytes):
      "The network needs \(bytes) bytes of memory for one image, "
        + "expected at most \(GraphExecutor.largestMemory) and what the machine has."
    case .inputCount(let count, let expected):
      "The network was given \(count) inputs, expected \(expected)."
    case .imageSize(let values, let expected, let shape):
      "There are \(values) values of images, expected \(expected) for each image of \(shape)."
    case .imagesNotFinite: "The images hold numbers that are not finite, expected finite ones."
    case .outputsNotFinite:
      "The network computed numbers that are not finite, expected weights with which it does not."
    }
  }
}
