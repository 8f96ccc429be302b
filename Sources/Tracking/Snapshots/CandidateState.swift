/// A network that a search has measured.
public struct CandidateState: Codable, Hashable, Sendable {
  /// The network as JSON, as in `archive.json`.
  public var network: String
  /// Of the network.
  public var parameters: Int
  /// For one image.
  public var multiplyAdds: Int
  /// Milliseconds for one image; nil where nothing is measured.
  public var milliseconds: Double?
  /// What candidates are ranked by, or the cross entropy on held-out images.
  public var loss: Double
  /// On held-out images, in [0, 1].
  public var accuracy: Double

  /// Puts the values together.
  public init(
    network: String, parameters: Int, multiplyAdds: Int, milliseconds: Double?, loss: Double,
    accuracy: Double
  ) {
    self.network = network
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
    self.milliseconds = milliseconds
    self.loss = loss
    self.accuracy = accuracy
  }
}
