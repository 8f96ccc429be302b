extension ADWPNetwork {
  /// Checks that the network can be built.
  ///
  /// - Throws: `ArchitectureError` for another format, a wrong number of stages or blocks, or a
  ///   skip where the shape changes.
  public func validate() throws(ArchitectureError) {
    guard format == Self.currentFormat else {
      throw .unknownFormat(format, expected: Self.currentFormat)
    }
    guard stages.count == ADWPSpace.stageWidths.count else {
      throw .wrongStageCount(stages.count, expected: ADWPSpace.stageWidths.count)
    }
    for (index, stage) in stages.enumerated() {
      guard stage.blocks.count == ADWPSpace.blocksPerStage else {
        throw .wrongBlockCount(
          stage: index, stage.blocks.count, expected: ADWPSpace.blocksPerStage
        )
      }
      for (position, block) in stage.blocks.enumerated() where block == nil {
        guard
          ADWPSpace.canSkip(position: position, stage: index, ratio: stage.widthPercent)
        else { throw .impossibleSkip(stage: index, block: position) }
      }
    }
  }
}
