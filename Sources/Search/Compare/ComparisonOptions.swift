internal import Architectures
public import Tracking
public import Training

/// The options of a comparison's runs: each method's own, with the same images and the same final training for all.
struct ComparisonOptions {
  private let settings: ComparisonSettings
  private let images: DatasetDescription
  /// Of networks that are given; what it says of the final training holds for every method.
  let training: TrainingOptions

  /// Keys that the comparison decides itself.
  static let decided = ["max-images", "max-minutes"] + limits
  private static let limits = ["max-multiply-adds", "max-parameters"]

  /// - Throws: `ConfigurationError` for options that cannot be used.
  init(_ settings: ComparisonSettings, images: DatasetDescription) throws(ConfigurationError) {
    (self.settings, self.images) = (settings, images)
    for key in Self.decided where settings.options[key] != nil {
      throw .combination(
        "\(key) is decided by the budget of the comparison, expected no such option")
    }
    // All images, unless somebody says otherwise: the budget decides how often they are seen.
    var (training, given) = (TrainingOptions.preset(settings.preset), Set(["training-images"]))
    training.trainingImages = 0
    let table = TrainingOptions.table
    let own = settings.options.filter { table.knows($0.key) }
    try table.apply(own, to: &training)
    given.formUnion(table.precise(own.keys))
    _ = training.adapt(to: images, given: given)
    training.recipe = training.recipe.within(settings.budget)
    self.training = training
  }

  /// The options of a method, and what people should know of them.
  func options<Run: MethodRun>(
    of type: Run.Type
  ) throws(ConfigurationError) -> (options: Run.Options, notes: [String]) {
    let table = Run.Options.table
    var options = Run.Options.preset(settings.preset)
    let own = settings.options.filter { table.knows($0.key) }
    try table.apply(own, to: &options)
    var given = table.precise(own.keys)
    var notes: [String] = []
    for (key, limit) in zip(Self.limits, [settings.limit.multiplyAdds, settings.limit.parameters]) {
      guard let limit else { continue }
      guard table.knows(key) else {
        notes.append("\(Run.title) has no limit \(key): its network may be larger")
        continue
      }
      try table.set(key, to: .integer(limit), in: &options)
      given.insert(key)
    }
    notes += options.adapt(to: images, given: given)
    options[keyPath: Run.recipe] = training.recipe
    for (key, setting) in [
      ("crop-padding", training.recipe.cropPadding.setting), ("flip", training.recipe.flip.setting),
    ] where table.knows(key) {
      try table.set(key, to: setting, in: &options)
    }
    return (options, notes)
  }

}

extension ComparisonSettings {
  /// Refuses options that no method has, that the comparison decides itself, and that would change the final training of
  /// one method alone.
  ///
  /// - Parameters:
  ///   - options: By key.
  ///   - methods: All methods of search that there are, whether they take part or not.
  /// - Throws: `ConfigurationError`
  public static func check(
    _ options: [String: Setting], for methods: [any SearchRun.Type]
  ) throws(ConfigurationError) {
    var known = try keys(of: TrainingRun.self, checking: options)
    for method in methods { known += try keys(of: method, checking: options) }
    for (key, _) in options.sorted(by: { $0.key < $1.key }) {
      guard !ComparisonOptions.decided.contains(key) else {
        throw .combination(
          "\(key) is decided by the comparison, expected its budget and limits in place of it")
      }
      guard known.contains(key) else {
        throw .unknownKey(key, nearest: closest(to: key, among: known))
      }
    }
  }

  /// The keys of a method, where its values among some options can be used.
  private static func keys<Run: MethodRun>(
    of type: Run.Type, checking options: [String: Setting]
  ) throws(ConfigurationError) -> [String] {
    let table = Run.Options.table
    for (key, value) in options.sorted(by: { $0.key < $1.key }) where table.knows(key) {
      var changed = Run.Options()
      let before = changed[keyPath: Run.recipe]
      try table.set(key, to: value, in: &changed)
      let isShared = TrainingOptions.table.knows(key) || table.shorthands[key] != nil
      guard isShared || before == changed[keyPath: Run.recipe] else {
        throw .combination(
          "\(key) would change the final training of \(Run.title) alone, expected the key that nas train has"
        )
      }
    }
    return table.entries.map(\.key) + table.shorthands.keys.sorted()
  }
}

extension HyperparameterTable {
  fileprivate func knows(_ key: String) -> Bool {
    shorthands[key] != nil || entries.contains { $0.key == key }
  }

  fileprivate func apply(
    _ settings: [String: Setting], to options: inout Options
  ) throws(ConfigurationError) {
    let sorted = settings.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    for (key, value) in preciseLast(sorted) { try set(key, to: value, in: &options) }
  }
}
