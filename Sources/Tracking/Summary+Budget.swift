extension Summary {
  /// The most that a network might cost of a resource, and what the one found costs.
  public struct Budget: Codable, Hashable, Sendable {
    /// What is counted: `multiply-adds`, `parameters` or `milliseconds`.
    public var resource: String
    /// The most that was allowed.
    public var limit: Double
    /// What the network found costs, by the costs that the search was led by.
    public var found: Double
    /// What it was measured to take at the end, where it is milliseconds.
    public var measured: Double?
    /// The epoch of the search in which the limit was first kept to without correction; nil where it never was.
    public var firstMetEpoch: Int?
    /// Operations that were switched off at the end to keep to the limits.
    public var switchedOff: Int
    /// Operations that were switched on at the end to use them up.
    public var switchedOn: Int

    /// Puts the values together.
    public init(
      resource: String, limit: Double, found: Double, measured: Double?, firstMetEpoch: Int?,
      switchedOff: Int, switchedOn: Int
    ) {
      self.resource = resource
      self.limit = limit
      self.found = found
      self.measured = measured
      self.firstMetEpoch = firstMetEpoch
      self.switchedOff = switchedOff
      self.switchedOn = switchedOn
    }
  }
}
