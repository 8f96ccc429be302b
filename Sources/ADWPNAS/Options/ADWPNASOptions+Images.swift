public import Architectures
internal import Search
internal import Tracking
public import Training

extension ADWPNASOptions {
  /// The options that count held-out images and those of a pass over them.
  public static var sampleKeys: [String] { ["held-out-images", "recalibration-batch-size"] }

  /// Chooses the scale of the space by limits that are given, where the preset says so.
  ///
  /// The benchmark's space has its own scale, and is searched as a whole unless limits are given. Weights that are
  /// predicted at another width fit no final network: it starts from fresh ones.
  public mutating func fit(to images: DatasetDescription, given: Set<String>) -> [String] {
    if hyperNetwork.width != 1, !given.contains("start-from") { startFrom = .fresh }
    let notes = fitSpace(to: images, given: given)
    // Where nothing bounds networks, or sets of them are drawn together, there is nothing to keep to.
    let isBound = search.maxMultiplyAdds > 0 || search.maxParameters > 0
    if !given.contains("train-within-limits"), !isBound || !training.sampling.isOfSingleNetworks {
      training.withinLimits = false
    }
    return notes
  }

  private mutating func fitSpace(
    to images: DatasetDescription, given: Set<String>
  ) -> [String] {
    func dropLimitsOfThePreset() {
      if !given.contains("max-multiply-adds") { search.maxMultiplyAdds = 0 }
      if !given.contains("max-parameters") { search.maxParameters = 0 }
    }
    guard space == .adwpMacro else {
      scale = .standard
      dropLimitsOfThePreset()
      return []
    }
    let limitKeys: Set = ["max-multiply-adds", "max-parameters"]
    let scaleKeys = Set(Self.scaleEntries.map(\.key))
    guard scaleFollowsLimits, !given.isDisjoint(with: limitKeys), given.isDisjoint(with: scaleKeys)
    else { return [] }
    // A limit that is given takes the place of the preset's.
    dropLimitsOfThePreset()
    guard search.maxMultiplyAdds > 0 || search.maxParameters > 0 else { return [] }
    scale = .compact(
      maxMultiplyAdds: search.maxMultiplyAdds, maxParameters: search.maxParameters,
      image: images.imageShape, classes: images.classes, stemStride: scale.stemStride)
    return [
      "For this budget, the space has stem-stride \(scale.stemStride), stem-channels \(scale.stemChannels), "
        + "stage-widths \(scale.widthList.setting.text), head-channels \(scale.headChannels)"
    ]
  }

  /// That a standard space keeps the images' size in its first stage.
  public func warning(about images: DatasetDescription) -> String? {
    let shape = images.imageShape
    let stride = space == .adwpMacro ? scale.stemStride * scale.firstStageStride : 1
    let factor = Double(shape.area) / Double(32 * 32 * stride * stride)
    guard factor >= 2 else { return nil }
    return "\(space.rawValue) computes its first stage at \(shape.height / stride) x "
      + "\(shape.width / stride) pixels, which takes some \(Int(factor.rounded())) times as long as 32 x 32"
  }
}
