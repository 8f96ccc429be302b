public import Architectures

/// A trained network with all that others need to use it: the input of every file format here.
public struct ExportedNetwork: Hashable, Sendable {
  /// What it is called; not empty.
  public let name: String
  /// What it computes: one image, normalised, to one number for each class.
  public let network: WeightedGraph
  /// The names of the classes, in the order of the logits.
  public let classNames: [String]
  /// How pixels become what the network reads.
  public let normalization: Normalization
  /// More to say about it, such as the data set or the accuracy: written as it is.
  public let metadata: [String: String]

  /// Puts a network together for export.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - network: What it computes. It is not folded, so that it can be trained further.
  ///   - classNames: A name for each logit.
  ///   - normalization: Of as many channels as the network's images have.
  ///   - metadata: Free texts by name.
  /// - Throws: `ExportError` where the parts do not fit each other.
  public init(
    name: String, network: WeightedGraph, classNames: [String], normalization: Normalization,
    metadata: [String: String] = [:]
  ) throws(ExportError) {
    let graph = network.graph
    guard !name.isEmpty else { throw .unnamed }
    guard graph.inputs.count == 1, graph.outputs.count == 1 else {
      throw .notOneToOne(inputs: graph.inputs.count, outputs: graph.outputs.count)
    }
    let logits = graph.shape(of: graph.outputs[0])
    guard logits.area == 1 else { throw .notVector(logits) }
    guard classNames.count == logits.channels else {
      throw .classNames(classNames.count, expected: logits.channels)
    }
    let channels = graph.inputs[0].channels
    guard normalization.mean.count == channels else {
      throw .channels(normalization.mean.count, expected: channels)
    }
    let (means, deviations) = (normalization.mean, normalization.standardDeviation)
    guard means.count == deviations.count, means.allSatisfy(\.isFinite),
      deviations.allSatisfy({ $0.isFinite && $0 > 0 })
    else { throw .normalization(means: means, standardDeviations: deviations) }
    for node in graph.nodes { try node.operation.check() }
    self.name = name
    self.network = network
    self.classNames = classNames
    self.normalization = normalization
    self.metadata = metadata
  }

  /// The shape of an image.
  public var image: ImageShape { network.graph.inputs[0] }
}

extension GraphOperator {
  /// Refuses what the formats have no words for.
  fileprivate func check() throws(ExportError) {
    switch self {
    case .scale(let factor):
      guard factor.isFinite else { throw .factor(factor) }
    case .maximumPool(let window), .averagePool(let window, countsPadding: _):
      // Wider padding has windows without any pixel: PyTorch and ONNX refuse it.
      guard 2 * window.padding <= window.size else {
        throw .padding(window.padding, windowSize: window.size)
      }
    default: break
    }
  }
}
