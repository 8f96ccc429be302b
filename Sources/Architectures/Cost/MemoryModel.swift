/// What a training step keeps in memory, by what computes the cells.
///
/// All numbers that were measured rather than derived stand here; `nas bench supernet` prints the
/// estimate beside the measured peak.
public enum MemoryModel: Hashable, Sendable {
  /// A cell at a time by our kernels, which keep what is normalised in `elementBytes` bytes each.
  ///
  /// 4 bytes are float32, 2 are bfloat16; everything outside of edges is float32.
  case fused(elementBytes: Int)
  /// Every operation by operators of libtorch, each with tensors of its own, in float32.
  case reference
}

extension MemoryModel {
  /// Bytes of the process before it trains anything: libtorch, threads, code.
  ///
  /// The peak of `nas bench supernet --channels 1 --cells 1 --batch 2`, on Linux with two threads.
  static let processBytes = 150e6

  /// Tensors as large as all weights together.
  ///
  /// The weights, their gradients and momenta, the kernels' packed copies, and either the masks
  /// with their two moments, or the copy, the step and the direction of the second order.
  static let copiesOfWeights = 10.0

  /// Measured peak of second-order steps over that of plain ones: their passes ask for gradients of
  /// weights and of architecture parameters in turn, which leaves more gaps between blocks.
  static let alternationOverhead = 1.35

  /// Images that our kernels take at once where nothing is kept for a backward pass.
  static let fusedSlice = 32

  /// Measured bytes beyond those of tensors while our kernels classify 10,000 images; less for small networks.
  static let fusedEvaluationBytes = 160e6

  /// Measured peak over the inputs and nodes of the widest cell, in such passes.
  ///
  /// Gaps between blocks of changing sizes: 0.46, 0.64, 0.80 and 1.05 GB with passes of 10, 50, 100 and 250 images (16
  /// channels, 3 cells, 28x28) go with both numbers.
  static let fusedEvaluationCopies = 3.5

  /// Bytes of a number in float32.
  static let floatBytes = 4.0

  /// Measured peak over what the tensors add up to: small tensors, temporaries of operators and
  /// gaps between blocks of memory.
  var overhead: Double {
    switch self {
    case .fused: 1.05
    case .reference: 1.1
    }
  }
}
