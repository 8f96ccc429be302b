public import Architectures
public import Tracking

// What presets were made for, small pictures by the ten thousand, is not what everybody has.
extension Hyperparameters {
  /// The options that count images which are held out or looked at, and cannot be more than there are.
  public static var sampleKeys: [String] { [] }

  /// What images of that size cost, where nothing in the options makes them smaller.
  public func warning(about images: DatasetDescription) -> String? { nil }

  /// Fits a preset's values to fewer or larger images than it was made for [D].
  ///
  /// Where there are fewer images than `training-images`, all are used, and epochs become longer in proportion, up to
  /// twenty times. Steps have at most a sixteenth of the images, and no more than are held out. A stem brings larger images to at most 32 x 32 pixels.
  ///
  /// - Parameters:
  ///   - images: What there is.
  ///   - given: Keys of the options that somebody chose, which stay as they are.
  /// - Returns: What was changed, as sentences for people.
  public mutating func adapt(to images: DatasetDescription, given: Set<String>) -> [String] {
    let table = Self.table
    var changes: [String] = []
    let count = images.counts.training - (images.counts.validation ?? 0)
    func value(_ key: String) -> Int? {
      guard !given.contains(key), case .integer(let value) = table.settings(of: self)[key] else {
        return nil
      }
      return value
    }
    func change(_ key: String, to new: Int) {
      // The values are in the ranges that the table says.
      guard (try? table.set(key, to: .integer(new), in: &self)) != nil else { return }
      changes.append("\(key) \(new)")
    }
    if let wanted = value("training-images"), wanted > images.counts.training {
      let factor = min(Self.mostEpochs, max(1, wanted / max(count, 1)))
      change("training-images", to: 0)
      for key in table.shorthands["epochs"] ?? ["epochs"] where factor > 1 {
        if let epochs = value(key) { change(key, to: epochs * factor) }
      }
    }
    let most = min(
      max(Self.fewestInStep, count / Self.fewestSteps), smallestPart(of: images, in: table))
    for key in table.shorthands["batch-size"] ?? ["batch-size"] {
      if let size = value(key), size > most { change(key, to: most) }
    }
    for key in Self.sampleKeys {
      if let size = value(key), size > count / 4 { change(key, to: max(2, count / 16)) }
    }
    let side = max(images.imageShape.height, images.imageShape.width)
    if let stride = value("stem-stride"), side > 2 * Self.largestSide {
      let fitting = [1, 2, 4, 8].first { $0 >= stride && side <= Self.largestSide * $0 }
      if let fitting, fitting != stride {
        change("stem-stride", to: fitting)
        if !given.contains("stem"), (try? table.set("stem", to: .text("chain"), in: &self)) != nil {
          changes.append("stem chain")
        }
      }
    }
    let sentence =
      changes.isEmpty
      ? nil
      : "For these images, options that were not given are: " + changes.joined(separator: ", ")
    return [sentence, warning(about: images)].compactMap(\.self)
  }

  /// The fewer of the images that are held out and those that are not; at least 1.
  private func smallestPart(
    of images: DatasetDescription, in table: HyperparameterTable<Self>
  ) -> Int {
    let count = images.counts.training
    guard case .number(let fraction) = table.settings(of: self)["validation-fraction"],
      fraction > 0
    else { return max(1, count) }
    let heldOut =
      images.counts.validation ?? Int((fraction * Double(count)).rounded())
    return max(1, min(heldOut, count - heldOut))
  }

  private static var mostEpochs: Int { 20 }
  private static var fewestSteps: Int { 16 }
  private static var fewestInStep: Int { 16 }
  private static var largestSide: Int { 32 }
}
