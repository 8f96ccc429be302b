// What is asked of tensors that came from a file.
extension [String: Tensor] {
  /// The first tensor by name that holds a number which is not finite; nil where all are.
  ///
  /// - Complexity: One pass over all elements, on their device.
  public var firstNotFinite: String? {
    withoutGradient {
      filter { $1.elementType.isFloatingPoint && !$1.detached().isFinite }.keys.min()
    }
  }
}
