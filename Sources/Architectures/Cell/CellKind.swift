/// What a cell does to the size of its images.
public enum CellKind: String, Codable, Hashable, Sendable, CaseIterable {
  /// Keeps the size and the number of channels.
  case normal
  /// Halves the size (rounded up) and doubles the number of channels.
  case reduction
}
