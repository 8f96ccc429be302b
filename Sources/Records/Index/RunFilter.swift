/// Which runs are wanted; all of them where nothing is said.
public struct RunFilter: Hashable, Sendable {
  /// Such as `hm-nas`.
  public var method: String?
  /// Such as `fashion-mnist`.
  public var dataset: String?
  /// How far they have come.
  public var state: RunState?
  /// Of the final network on the test set, in [0, 1].
  public var leastAccuracy: Double?
  /// Of the final network.
  public var mostParameters: Int?
  /// Of the final network, for one image.
  public var mostMultiplyAdds: Int?
  /// Values of hyperparameters, all of which a run has.
  public var options: [Choice] = []

  /// A hyperparameter and its value as on a command line: numbers are equal however they are written.
  public struct Choice: Hashable, Sendable {
    /// Such as `search-epochs`.
    public var key: String
    /// Such as `50`.
    public var value: String

    /// Puts the two together.
    public init(key: String, value: String) { (self.key, self.value) = (key, value) }

    /// Reads `key=value`; nil for anything else.
    public init?(_ text: String) {
      guard let sign = text.firstIndex(of: "="), sign != text.startIndex else { return nil }
      self.init(key: String(text[..<sign]), value: String(text[text.index(after: sign)...]))
    }
  }

  /// All runs.
  public init() {}
}
