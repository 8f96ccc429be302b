extension CellNetwork {
  /// Of a cell that many reductions have widened.
  static let mostChannels = 16_384

  /// Checks that the skeleton can be built.
  ///
  /// The upper bounds lie far beyond any network in use; within them every cost fits in an `Int`.
  ///
  /// - Throws: `ArchitectureError` for a size out of its range, a topology that is none, no operations or a repeated
  ///   one.
  public func validate() throws(ArchitectureError) {
    let sizes: [(name: String, value: Int, range: ClosedRange<Int>)] = [
      ("image.channels", image.channels, 1...2048),
      ("image.height", image.height, 1...2048),
      ("image.width", image.width, 1...2048),
      ("classes", classes, 1...1_000_000),
      ("channels", channels, 1...2048),
      ("cells", cells, 1...128),
      ("stemMultiplier", stemMultiplier, 1...16),
      ("stemStride", stemStride, 1...8),
      ("headChannels", headChannels, frame == .residual ? 0...0 : 0...65_536),
    ]
    for size in sizes where !size.range.contains(size.value) {
      throw .sizeOutOfRange(name: size.name, value: size.value, expected: size.range)
    }
    guard stem.strides.contains(stemStride) else {
      throw .stemStride(stemStride, stem)
    }
    try topology.validate()
    if reductionOutputs != nil { try topology(of: .reduction).validate() }
    guard frame == .cells || topology.inputs == 1 else {
      throw .impossibleTopology(
        "has \(topology.inputs) inputs in a \(frame == .chain ? "chain" : "residual network")",
        expected: "1, which is read as it is")
    }
    if let positions = reductionPositions {
      guard positions.allSatisfy((0..<cells).contains),
        zip(positions, positions.dropFirst()).allSatisfy(<)
      else { throw .reductions(positions, cells: cells) }
      // Channels double at each, and stay within what a cell may have.
      let doublings = positions.count { frame != .chain || $0 > 0 }
      guard doublings < 20, channels << doublings <= Self.mostChannels else {
        throw .reductions(positions, cells: cells)
      }
    }
    guard !operations.isEmpty else { throw .noCandidateOperations }
    if let repeated = operations.firstRepeated {
      throw .repeatedCandidateOperation(repeated)
    }
  }
}

extension Sequence where Element: Hashable {
  /// The first element that occurred before, or nil where all are distinct.
  var firstRepeated: Element? {
    var seen: Set<Element> = []
    return first { !seen.insert($0).inserted }
  }
}
