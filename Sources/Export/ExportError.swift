public import Architectures

/// Why a network cannot be exported.
public enum ExportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The network has no name.
  case unnamed
  /// The network has more or fewer than one input and one output.
  case notOneToOne(inputs: Int, outputs: Int)
  /// The output has more than one pixel.
  case notVector(ImageShape)
  /// There are more or fewer names than classes.
  case classNames(Int, expected: Int)
  /// The normalisation is for another number of channels.
  case channels(Int, expected: Int)
  /// Numbers by which no pixel can be normalised.
  case normalization(means: [Double], standardDeviations: [Double])
  /// A value is multiplied by what is no number.
  case factor(Float)
  /// A pool has windows without any pixel.
  case padding(Int, windowSize: Int)
  /// A key that the exporter writes itself.
  case reservedMetadata(String)
  /// A layer whose name PyTorch cannot hold, or that two different layers have.
  case layerName(String)
  /// More than the 2 GB that a protobuf file can hold.
  case tooLarge

  /// One sentence for people.
  public var description: String {
    switch self {
    case .unnamed: "the network has no name"
    case .notOneToOne(let inputs, let outputs):
      "the network has \(inputs) inputs and \(outputs) outputs, expected one of each"
    case .notVector(let shape): "the output is \(shape), expected one number for each class"
    case .classNames(let count, let expected):
      "there are \(count) names for \(expected) classes"
    case .channels(let count, let expected):
      "the normalisation has \(count) channels, but images have \(expected)"
    case .normalization(let means, let deviations):
      """
      pixels cannot be normalised by means \(means) and standard deviations \(deviations), \
      expected as many of both, finite, and positive deviations
      """
    case .factor(let factor): "the network multiplies by \(factor), expected a finite number"
    case .padding(let padding, let size):
      "a pool of size \(size) has padding \(padding), expected at most half of the size"
    case .reservedMetadata(let key):
      "the metadata has the key \(key), which the exporter writes itself"
    case .layerName(let name):
      "a layer is named \(name), which PyTorch cannot hold or which another layer is named too"
    case .tooLarge: "the network is larger than the 2 GB that an ONNX file can hold"
    }
  }
}
