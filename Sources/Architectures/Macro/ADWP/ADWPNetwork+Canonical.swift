extension ADWPNetwork {
  /// The same network with the skips of every stage at its end.
  ///
  /// Of two ratios that give the same width, the larger one stands for both. Equal networks have
  /// equal canonical forms.
  public var canonical: ADWPNetwork {
    var canonical = self
    for (index, stage) in stages.enumerated() {
      let largest = space.stageWidths[index]
      canonical.stages[index].widthPercent = stage.widthPercent.canonical(of: largest)
      let kept = stage.blocks.filter { $0 != nil }
      let skips = [ADWPBlock?](repeating: nil, count: stage.blocks.count - kept.count)
      canonical.stages[index].blocks = kept + skips
    }
    return canonical
  }
}
