internal import Architectures
internal import Foundation
package import Torch
internal import Training

/// Which blocks' numbers a layer's weights depend on [R].
package enum CodeContext: String, Choice, Sendable {
  /// The whole network for `paper`, the neighbours for `plus`.
  case byWeights = "by-weights"
  /// The layer's own block.
  case block
  /// Also the blocks before and after it (GHN: context matters).
  case neighbours
  /// All blocks.
  case network
}

/// A network's code as each of its blocks sees it.
package struct NetworkCode {
  /// How the numbers of blocks become vectors.
  package struct Form: Hashable, Sendable {
    package var context: CodeContext
    /// Whether a number g becomes cos(πg/2) and sin(πg/2), whose common magnitude is the same for every g (section 3).
    package var isAngular: Bool

    package init(context: CodeContext, isAngular: Bool) {
      precondition(context != .byWeights, "a context that is not resolved")
      self.context = context
      self.isAngular = isAngular
    }

    /// The length of the vectors, for a network of as many blocks with as many numbers each.
    package func length(of encoding: [[Float]]) -> Int { vector(of: 0, in: encoding).count }

    /// The numbers that a block sees.
    package func vector(of block: Int, in encoding: [[Float]]) -> [Float] {
      let numbers: [Float] =
        switch context {
        case .byWeights, .block: encoding[block]
        case .neighbours:
          // Beyond the ends there is no block: zeros.
          (block - 1...block + 1).flatMap { index in
            encoding.indices.contains(index)
              ? encoding[index] : [Float](repeating: 0, count: encoding[block].count)
          }
        case .network: encoding.flatMap(\.self)
        }
      guard isAngular else { return numbers }
      return numbers.flatMap { [cos(.pi / 2 * $0), sin(.pi / 2 * $0)] }
    }
  }

  /// A vector for each block.
  package let blocks: [Tensor]

  package init(_ encoding: [[Float]], form: Form, device: Device) {
    let all = form.context == .network
    let vectors = encoding.indices.prefix(all ? 1 : encoding.count).map { block in
      let vector = form.vector(of: block, in: encoding)
      return Tensor(vector, shape: [vector.count], device: device)
    }
    blocks = encoding.indices.map { vectors[all ? 0 : $0] }
  }
}
