extension MaskedCellNetwork {
  /// The cost of the materialised network, in which only the surviving operations exist.
  ///
  /// An input of a cell that no surviving edge reads is not preprocessed, so it costs nothing.
  /// Weights that a weight mask sets to zero are stored, so they count.
  public func cost() -> CostReport { graph().costReport() }
}
