internal import Architectures

/// The size of the network that is built of a genotype.
package struct FinalSize: Hashable, Sendable {
  /// The most, where a limit leaves fewer.
  package var channels = 36
  package var cells = 20
  /// 0 for no limit.
  package var maxMultiplyAdds = 0
  /// 0 for no limit.
  package var maxParameters = 0

  var limit: CostLimit {
    CostLimit(
      parameters: maxParameters > 0 ? maxParameters : nil,
      multiplyAdds: maxMultiplyAdds > 0 ? maxMultiplyAdds : nil)
  }
}
