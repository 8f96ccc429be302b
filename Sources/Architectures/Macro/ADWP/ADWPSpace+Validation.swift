extension ADWPSpace {
  /// The strides that a stem can have.
  public static let stemStrides = [1, 2, 4, 8]
  /// Of stem, stages and head.
  public static let channels = 8...4096
  /// Of a stage.
  public static let blockCounts = 1...24

  /// Checks that networks of the space can be built.
  ///
  /// The upper bounds lie far beyond any network in use; within them every cost fits in an `Int`.
  ///
  /// - Throws: `ArchitectureError` for a number out of its range, and expansions that are missing, out of order or
  ///   repeated.
  public func validate() throws(ArchitectureError) {
    guard stageWidths.count == Self.stages else {
      throw .wrongStageCount(stageWidths.count, expected: Self.stages)
    }
    let widths = stageWidths.enumerated().map { ("space.stageWidths[\($0)]", $1) }
    for (name, value) in [("space.stemChannels", stemChannels)] + widths {
      guard Self.channels.contains(value), value % Self.channelMultiple == 0 else {
        throw .notMultiple(
          name: name, value: value, of: Self.channelMultiple, expected: Self.channels)
      }
    }
    for (name, value, range) in [
      ("space.headChannels", headChannels, Self.channels),
      ("space.firstStageStride", firstStageStride, 1...2),
      ("space.blocksPerStage", blocksPerStage, Self.blockCounts),
    ] where !range.contains(value) {
      throw .sizeOutOfRange(name: name, value: value, expected: range)
    }
    guard Self.stemStrides.contains(stemStride) else {
      throw .unknownStride(stemStride, expected: Self.stemStrides)
    }
    guard !expansions.isEmpty,
      zip(expansions, expansions.dropFirst()).allSatisfy({ $0.rawValue < $1.rawValue })
    else { throw .expansions(expansions.map(\.rawValue)) }
  }
}
