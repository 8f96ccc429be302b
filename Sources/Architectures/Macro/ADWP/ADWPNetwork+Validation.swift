extension ADWPNetwork {
  /// Checks that the network can be built.
  ///
  /// - Throws: `ArchitectureError` for a space that is none, a wrong number of stages or blocks, an expansion that the
  ///   space has not, or a skip where the shape changes.
  public func validate() throws(ArchitectureError) {
    try space.validate()
    guard stages.count == ADWPSpace.stages else {
      throw .wrongStageCount(stages.count, expected: ADWPSpace.stages)
    }
    for (index, stage) in stages.enumerated() {
      guard stage.blocks.count == space.blocksPerStage else {
        throw .wrongBlockCount(stage: index, stage.blocks.count, expected: space.blocksPerStage)
      }
      for (position, block) in stage.blocks.enumerated() {
        if let block {
          guard space.expansions.contains(block.expansion) else {
            throw .foreignExpansion(
              stage: index, block: position, block.expansion.rawValue,
              expected: space.expansions.map(\.rawValue))
          }
        } else if !space.canSkip(position: position, stage: index, ratio: stage.widthPercent) {
          throw .impossibleSkip(stage: index, block: position)
        }
      }
    }
  }
}
