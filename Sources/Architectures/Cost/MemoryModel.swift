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
