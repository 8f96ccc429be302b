/// What a run has used before a stage begins.
public struct RunUse: Hashable, Sendable {
  /// Images that it has learned from, each as often as a gradient of it was computed.
  public var images: Int
  /// Seconds of its stages.
  public var seconds: Double

  /// By default that of a run which begins.
  public init(images: Int = 0, seconds: Double = 0) {
    (self.images, self.seconds) = (images, seconds)
  }
}
