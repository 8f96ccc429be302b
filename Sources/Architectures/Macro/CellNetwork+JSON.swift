extension CellNetwork: Codable {
  private enum Key: String, CodingKey {
    case image, classes, channels, cells, stemMultiplier, stemStride, stem, operations, topology
    case frame, headChannels, reductionOutputs
    case reductionPositions = "reductions"
    case hasNormalizationWeights = "normalizationWeights"
  }

  /// Decodes a skeleton, unchecked; keys that are missing say that it is as in the first version.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      image: try container.decode(ImageShape.self, forKey: .image),
      classes: try container.decode(Int.self, forKey: .classes),
      channels: try container.decode(Int.self, forKey: .channels),
      cells: try container.decode(Int.self, forKey: .cells),
      stemMultiplier: try container.decode(Int.self, forKey: .stemMultiplier),
      stemStride: try container.decode(Int.self, forKey: .stemStride),
      stem: try container.decodeIfPresent(Stem.self, forKey: .stem) ?? .single,
      operations: try container.decode([Operation].self, forKey: .operations),
      topology: try container.decode(CellTopology.self, forKey: .topology),
      frame: try container.decodeIfPresent(Frame.self, forKey: .frame) ?? .cells,
      reductionPositions: try container.decodeIfPresent([Int].self, forKey: .reductionPositions),
      headChannels: try container.decodeIfPresent(Int.self, forKey: .headChannels) ?? 0,
      hasNormalizationWeights: try container.decodeIfPresent(
        Bool.self, forKey: .hasNormalizationWeights) ?? false)
    reductionOutputs = try container.decodeIfPresent([Int].self, forKey: .reductionOutputs)
  }

  /// Encodes the skeleton; what is not as in the first version only where it is so.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(image, forKey: .image)
    try container.encode(classes, forKey: .classes)
    try container.encode(channels, forKey: .channels)
    try container.encode(cells, forKey: .cells)
    try container.encode(stemMultiplier, forKey: .stemMultiplier)
    try container.encode(stemStride, forKey: .stemStride)
    if stem != .single { try container.encode(stem, forKey: .stem) }
    try container.encode(operations, forKey: .operations)
    try container.encode(topology, forKey: .topology)
    try container.encodeIfPresent(reductionOutputs, forKey: .reductionOutputs)
    if frame != .cells { try container.encode(frame, forKey: .frame) }
    try container.encodeIfPresent(reductionPositions, forKey: .reductionPositions)
    if headChannels > 0 { try container.encode(headChannels, forKey: .headChannels) }
    if hasNormalizationWeights { try container.encode(true, forKey: .hasNormalizationWeights) }
  }
}
