public import Architectures
internal import Tracking

// What presets were made for, small pictures by the ten thousand, is not what everybody has.
extension Hyperparameters {
  /// None.
  public static var sampleKeys: [String] { [] }
  /// Those that `epochs` stands for.
  public static var epochKeys: [String] { table.shorthands["epochs"] ?? ["epochs"] }
  /// Those that `batch-size` stands for.
  public static var batchKeys: [String] { table.shorthands["batch-size"] ?? ["batch-size"] }
  /// None.
  public static var epochImages: [String: String] { [:] }
  /// Nothing.
  public mutating func fit(to images: DatasetDescription, given: Set<String>) -> [String] { [] }
  /// Nothing.
  public func warning(about images: DatasetDescription) -> String? { nil }

  /// Fits a preset's values to fewer or larger images than it was made for [D].
  ///
  /// Where there are fewer images than `training-images`, all are used, and epochs become longer in proportion, up to
  /// twenty times. Steps have at most a sixteenth of the images, though sixteen may always be, and no more than are held
  /// out. A stem brings larger images to at most 32 x 32 pixels; limits of multiply-adds grow with what it leaves.
  ///
  /// - Parameters:
  ///   - images: What there is.
  ///   - given: Keys of the options that somebody chose, which stay as they are.
  /// - Returns: What was changed, as sentences for people.
  public mutating func adapt(to images: DatasetDescription, given: Set<String>) -> [String] {
    var fitting = PresetFitting(options: self, images: images, given: given)
    fitting.fitImages()
    fitting.fitBatches()
    fitting.fitSamples()
    fitting.fitStem()
    fitting.fitLimits()
    self = fitting.options
    let own = fit(to: images, given: given)
    let changes = fitting.changes.joined(separator: ", ")
    let isInVain = images.counts.validation != nil && given.contains("validation-fraction")
    return [
      isInVain ? "validation-fraction is not used: val/ is held out" : nil,
      changes.isEmpty ? nil : "For these images, options that were not given are: \(changes)",
      warning(about: images),
    ].compactMap(\.self) + own
  }
}

/// Options that are being fitted to images.
private struct PresetFitting<Options: Hyperparameters> {
  private(set) var options: Options
  private(set) var changes: [String] = []
  /// By how much the stem divides the sides beyond what the preset was made for.
  private var stemReduction = 1
  private let images: DatasetDescription
  private let given: Set<String>
  private let table = Options.table

  private let mostEpochs = 20
  private let fewestSteps = 16
  private let fewestInStep = 16
  private let largestSide = 32
  private let usualArea = 32 * 32

  init(options: Options, images: DatasetDescription, given: Set<String>) {
    (self.options, self.images, self.given) = (options, images, given)
  }

  /// The images that nobody holds out.
  private var count: Int { images.counts.training - (images.counts.validation ?? 0) }

  /// All images where there are fewer than asked for, in more epochs.
  mutating func fitImages() {
    guard let wanted = value("training-images"), wanted > images.counts.training else { return }
    guard wanted / max(count, 1) > 1 else {
      // All of nearly as many as the preset was made for: nothing that one would have to know.
      try? table.set("training-images", to: .integer(0), in: &options)
      return
    }
    change("training-images", to: .integer(0))
    for key in Options.epochKeys {
      let part = Options.epochImages[key].flatMap { value($0) } ?? 0
      let factor = min(mostEpochs, (part > 0 ? part : wanted) / max(count, 1))
      if factor > 1, let epochs = value(key) { change(key, to: .integer(epochs * factor)) }
    }
  }

  mutating func fitBatches() {
    let most = min(max(fewestInStep, count / fewestSteps), smallestPart)
    for key in Options.batchKeys {
      if let size = value(key), size > most { change(key, to: .integer(most)) }
    }
  }

  mutating func fitSamples() {
    for key in Options.sampleKeys {
      if let size = value(key), size > smallestPart { change(key, to: .integer(smallestPart)) }
    }
  }

  /// A limit of multiply-adds for larger images: each costs in proportion to its pixels.
  mutating func fitLimits() {
    guard let limit = value("max-multiply-adds"), limit > 0 else { return }
    let area = images.imageShape.area / (stemReduction * stemReduction)
    if area > usualArea { change("max-multiply-adds", to: .integer(limit / usualArea * area)) }
  }

  mutating func fitStem() {
    let side = max(images.imageShape.height, images.imageShape.width)
    guard side > 2 * largestSide, let stride = value("stem-stride") else { return }
    guard let fitting = Stem.chain.strides.first(where: { $0 > stride && side <= largestSide * $0 })
    else { return }
    change("stem-stride", to: .integer(fitting))
    stemReduction = fitting / stride
    if !given.contains("stem") { change("stem", to: .text(Stem.chain.rawValue)) }
  }

  /// The fewer of the images that are held out and those that are not; at least 1.
  private var smallestPart: Int {
    var count = images.counts.training
    if case .integer(let asked) = table.settings(of: options)["training-images"], asked > 0 {
      count = min(count, asked)
    }
    guard case .number(let fraction) = table.settings(of: options)["validation-fraction"],
      fraction > 0
    else { return max(1, count) }
    if let heldOut = images.counts.validation { return max(1, min(heldOut, self.count)) }
    let heldOut = Int((fraction * Double(count)).rounded())
    return max(1, min(heldOut, count - heldOut))
  }

  /// A whole number that nobody has given; nil where the method has no such option.
  private func value(_ key: String) -> Int? {
    guard !given.contains(key), case .integer(let value) = table.settings(of: options)[key] else {
      return nil
    }
    return value
  }

  /// Changes a value where the method has such an option and it is in its range.
  private mutating func change(_ key: String, to setting: Setting) {
    guard (try? table.set(key, to: setting, in: &options)) != nil else { return }
    changes.append("\(key) \(setting.text)")
  }
}
