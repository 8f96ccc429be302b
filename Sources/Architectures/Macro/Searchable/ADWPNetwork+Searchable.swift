extension ADWPNetwork: SearchableNetwork {
  /// The genes, such as `100:3x2,5+7x6s,-,...;...`: a stage's width, then kernels, expansion and
  /// squeeze-and-excitation of its blocks.
  public var key: String {
    stages.map { stage in
      let blocks = stage.blocks.map { block in
        block.map {
          "\($0.kernels.rawValue)x\($0.expansion.rawValue)\($0.squeezeExcitation ? "s" : "")"
        } ?? "-"
      }
      return "\(stage.widthPercent.rawValue):" + blocks.joined(separator: ",")
    }.joined(separator: ";")
  }

  /// The encoding of the network as it stands.
  public var encoding: [[Float]] { ADWPEncoding(asItStands: self).blocks }

  /// The block's own name: blocks of this space differ by size alone, so that there are no choices but crops.
  public func weightScope(ofBlock index: Int, sharing: WeightSharing) -> String {
    "blocks.\(index)"
  }

  /// The number of blocks of the last stage.
  public var lastDepth: Int { stages[stages.count - 1].depth }
}
