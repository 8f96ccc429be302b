extension ADWPSpace {
  /// A space of compact networks: every stage halves the image, and has at most three blocks [D].
  ///
  /// - Parameter scale: Factor of all channels, which are rounded to multiples of 8; with 1, the stem has 16, the
  ///   stages have at most 24, 48 and 96, and the head has 128.
  /// - Returns: A space whose blocks expand 2 to 6 times.
  public static func compact(scale: Double = 1) -> ADWPSpace {
    func channels(_ count: Double) -> Int {
      let unit = Double(channelMultiple)
      return min(
        max(1, Int((count * scale / unit).rounded())) * channelMultiple, Self.channels.upperBound)
    }
    var space = ADWPSpace.standard
    space.stemChannels = channels(16)
    space.stageWidths = [24, 48, 96].map(channels)
    space.firstStageStride = 2
    space.blocksPerStage = 3
    space.headChannels = channels(128)
    return space
  }

  /// The largest compact space of which half of the random networks keep to limits [D].
  ///
  /// So that what is searched for lies in the middle of the space, not at its edge.
  ///
  /// - Parameters:
  ///   - maxMultiplyAdds: For one image; 0 for any number.
  ///   - maxParameters: 0 for any number.
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  ///   - stemStride: By how much the stem divides the image's sides, at least.
  /// - Returns: The smallest compact space where none is that small.
  public static func compact(
    maxMultiplyAdds: Int, maxParameters: Int, image: ImageShape, classes: Int, stemStride: Int
  ) -> ADWPSpace {
    func keepsTo(_ space: ADWPSpace, maxParameters: Int = maxParameters) -> Bool {
      let costs = space.sample(128).map { $0.plan(image: image, classes: classes).totalCost }
      let within = costs.count {
        (maxMultiplyAdds == 0 || $0.multiplyAdds <= maxMultiplyAdds)
          && (maxParameters == 0 || $0.parameters <= maxParameters)
      }
      return 2 * within >= costs.count
    }
    let spaces = scales.map { scale in
      var space = compact(scale: Double(scale) / 8)
      space.stemStride = stemStride
      return space
    }
    if let tooLarge = spaces.firstIndex(where: { !keepsTo($0) }) {
      guard tooLarge == 0 else { return spaces[tooLarge - 1] }
      // Smaller images cost less than fewer channels can, but not fewer parameters.
      guard stemStride < 4, !keepsTo(spaces[0], maxParameters: 0) else { return spaces[0] }
      return compact(
        maxMultiplyAdds: maxMultiplyAdds, maxParameters: maxParameters, image: image,
        classes: classes, stemStride: 2 * stemStride)
    }
    return spaces[spaces.count - 1]
  }

  /// Eighths of the compact space's channels.
  private static let scales = 2...128

  /// Random networks, always the same.
  func sample(_ count: Int) -> [ADWPNetwork] {
    var generator = SplitMix64(seed: 0)
    return (0..<count).map { _ in random(using: &generator) }
  }
}
