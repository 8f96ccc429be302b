/// The width of a stage as a part of the largest, in percent.
public enum WidthRatio: Int, Codable, Hashable, Sendable, CaseIterable {
  /// 0.5 of the largest width.
  case percent50 = 50
  /// 0.6 of the largest width.
  case percent60 = 60
  /// 0.7 of the largest width.
  case percent70 = 70
  /// 0.8 of the largest width.
  case percent80 = 80
  /// 0.9 of the largest width.
  case percent90 = 90
  /// The largest width.
  case percent100 = 100

  /// The ratio as a fraction, 0.5 to 1.
  public var fraction: Double { Double(rawValue) / 100 }

  /// The channels of a stage: the nearest multiple of 8, halves rounded up.
  ///
  /// Rounded so, the smallest stage has 24, 24, 32, 32, 40 and 40 channels; the two larger ones
  /// have six different widths each. Which way halves go is not specified [R].
  ///
  /// - Parameter largest: The largest width of the stage.
  /// - Returns: A multiple of 8.
  public func channels(of largest: Int) -> Int {
    ADWPSpace.roundedChannels(largest * rawValue, over: 100)
  }

  /// The largest ratio that gives the same number of channels.
  func canonical(of largest: Int) -> WidthRatio {
    let channels = channels(of: largest)
    return Self.allCases.last { $0.channels(of: largest) == channels } ?? self
  }
}
