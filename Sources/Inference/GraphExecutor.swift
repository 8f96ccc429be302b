public import Architectures

/// Executes a graph with its weights for images, on the processor, without any library.
///
/// It is prepared once and then executes any number of batches, from any number of threads; it keeps a memory for each
/// that was at work at the same time. Each image is computed by itself, so its outputs have the same bytes in any batch
/// and with any number of threads.
public struct GraphExecutor: Sendable {
  /// How a graph is executed.
  public enum Mode: Hashable, Sendable {
    /// Operators that follow each other are computed as one where that is faster, by kernels that use vectors.
    ///
    /// Normalisations are folded into convolutions.
    case fused
    /// Operator by operator in the plainest way, with sums in double precision: what others are checked against.
    case plain
  }

  /// The bytes of memory that one image may need.
  public static let largestMemory = 1 << 32

  /// What is executed, as it was given.
  public let network: WeightedGraph
  /// How many threads share a batch, at most one for each image.
  public let threads: Int
  private let program: any ImageProgram

  /// Prepares a graph.
  ///
  /// - Parameters:
  ///   - network: What is executed.
  ///   - mode: How.
  ///   - threads: How many threads share a batch, from 1.
  /// - Throws: `InferenceError` for weights that do not give numbers, and for more than `largestMemory`.
  /// - Complexity: Linear in nodes and weights.
  public init(
    _ network: WeightedGraph, mode: Mode = .fused, threads: Int = 1
  ) throws(InferenceError) {
    precondition(threads > 0, "\(threads) threads")
    try network.checkVariances()
    self.network = network
    self.threads = threads
    switch mode {
    case .fused: program = try FusedProgram(network.folded())
    case .plain: program = try PlainProgram(network)
    }
  }

  /// The outputs of the graph for a batch of images.
  ///
  /// - Parameters:
  ///   - inputs: For each input of the graph the values of all images, N x C x H x W.
  ///   - count: The number N of images.
  /// - Returns: For each output of the graph the values of all images, N x C x H x W.
  /// - Throws: `InferenceError` for inputs of another size, and for numbers that are not finite, given or computed.
  public func outputs(_ inputs: [[Float]], count: Int) throws(InferenceError) -> [[Float]] {
    precondition(count >= 0, "\(count) images")
    let shapes = network.graph.inputs
    guard inputs.count == shapes.count else {
      throw .inputCount(inputs.count, expected: shapes.count)
    }
    for (values, shape) in zip(inputs, shapes) {
      guard values.count == count * shape.count else {
        throw .imageSize(values: values.count, expected: shape.count, shape: shape)
      }
      guard values.areFinite else { throw .imagesNotFinite }
    }
    let workers = min(threads, count)
    let parts = concurrentMap(workers) { worker in
      program.outputs(inputs, images: worker * count / workers..<(worker + 1) * count / workers)
    }
    let outputs = network.graph.outputs.indices.map { output in parts.flatMap { $0[output] } }
    guard outputs.allSatisfy(\.areFinite) else { throw .outputsNotFinite }
    return outputs
  }
}

/// A graph that is ready to be executed.
protocol ImageProgram: Sendable {
  /// The outputs for some of the images.
  ///
  /// - Parameters:
  ///   - inputs: For each input of the graph the values of all images, N x C x H x W.
  ///   - images: Which images.
  /// - Returns: For each output of the graph the values of these images, one behind the other.
  func outputs(_ inputs: [[Float]], images: Range<Int>) -> [[Float]]
}

extension WeightedGraph {
  /// Refuses variances that have no square root: they cannot have been measured.
  fileprivate func checkVariances() throws(InferenceError) {
    for node in graph.nodes {
      guard case .normalization(let normalization) = node.operation else { continue }
      let name = "\(normalization.name).running_var"
      guard self[name].values.allSatisfy({ $0 >= 0 }) else { throw .negativeVariance(name) }
    }
  }
}

extension ImageShape {
  /// The number of values of one image.
  var count: Int { channels * area }
}

extension [Float] {
  /// Whether no value is infinite or none.
  var areFinite: Bool {
    // 0 times a number is 0 only where that is finite.
    withUnsafeBufferPointer { $0.reduce(Float(0)) { $0 + $1 * 0 } == 0 }
  }
}
