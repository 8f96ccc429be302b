import Architectures
import Foundation
import HMNAS
import Search
import Testing
import Tracking
import Training

/// Every hyperparameter: its range, its texts, its names.
struct OptionsTableTests {
  typealias Entry = Hyperparameter<HMNASOptions>

  private static let keys = HMNASOptions.table.entries.map(\.key)
  private let defaults = HMNASOptions()

  private func entry(_ key: String) throws -> Entry {
    try #require(HMNASOptions.table.entries.first { $0.key == key })
  }

  @Test func namesAreUnique() {
    let table = HMNASOptions.table
    #expect(Set(Self.keys).count == Self.keys.count)
    #expect(Set(Self.keys).isDisjoint(with: table.shorthands.keys))
    #expect(Self.keys.allSatisfy { $0.wholeMatch(of: /[a-z]+[a-z0-9]*(-[a-z0-9]+)*/) != nil })
    for keys in table.shorthands.values { #expect(keys.allSatisfy(Self.keys.contains)) }
    #expect(table.entries.allSatisfy { !$0.help.isEmpty && !$0.expected.isEmpty })
  }

  @Test(arguments: Preset.allCases)
  func presetsAreWithinTheRanges(preset: Preset) throws {
    var options = HMNASOptions.preset(preset)
    for (key, setting) in HMNASOptions.table.settings(of: HMNASOptions.preset(preset)) {
      try HMNASOptions.table.set(key, to: setting, in: &options)
    }
    #expect(options == HMNASOptions.preset(preset))
  }

  @Test(arguments: keys)
  func valuesComeBackFromEveryForm(key: String) throws {
    let entry = try entry(key)
    for setting in [entry.get(defaults)] + (try others(entry)) {
      var expected = defaults
      try entry.set(&expected, setting)
      // A command line, both spellings.
      for arguments in [["--\(key)", setting.text], ["--\(key)=\(setting.text)"]] {
        var options = defaults
        try HMNASOptions.table.apply(arguments, to: &options)
        #expect(options == expected)
      }
      // The record of a run: JSON does not tell 3.0 from 3.
      let json = try JSONEncoder().encode(["x": setting])
      let read = try #require(try JSONDecoder().decode([String: Setting].self, from: json)["x"])
      var options = defaults
      try HMNASOptions.table.set(key, to: read, in: &options)
      #expect(options == expected)
      #expect(entry.get(options) == entry.get(expected))
    }
  }

  @Test(arguments: keys)
  func everyKeyChangesAValueOfItsOwn(key: String) throws {
    let entry = try entry(key)
    for setting in try others(entry) {
      var options = defaults
      try entry.set(&options, setting)
      let settings = HMNASOptions.table.settings(of: options)
      let changed = HMNASOptions.table.settings(of: defaults).filter {
        settings[$0.key] != $0.value
      }
      #expect(changed.keys.sorted() == [key])
    }
  }

  @Test(arguments: ["none", "skip_connect+none", "skip_connect+skip_connect", "+", "skip_connect+"])
  func candidatesAreKnownAndDifferent(text: String) {
    var options = defaults
    #expect(throws: ConfigurationError.self) {
      try HMNASOptions.table.set("operations", to: .text(text), in: &options)
    }
  }

  @Test(arguments: keys)
  func nonsenseIsRefused(key: String) throws {
    for text in ["", "nonsense", "nan", "-1", "1e999"] {
      var options = defaults
      #expect(throws: ConfigurationError.self) {
        try HMNASOptions.table.set(key, to: .text(text), in: &options)
      }
      #expect(options == defaults)
    }
  }

  @Test func oneWordSetsAllEpochs() throws {
    var options = defaults
    try HMNASOptions.table.apply(["--epochs", "3", "--batch-size=7"], to: &options)
    #expect(options.search.epochs == 3 && options.search.batchSize == 7)
    #expect(options.masking.epochs == 3 && options.masking.batchSize == 7)
    #expect(options.tuning.epochs == 3 && options.tuning.batchSize == 7)
  }

  @Test(arguments: [
    ("search-epoch", "search-epochs"), ("epoch", "epochs"), ("chanels", "channels"),
    ("mask-tau", nil), ("learning-rate", nil),
  ])
  func theNearestNameIsSuggested(key: String, nearest: String?) {
    var options = defaults
    let error = #expect(throws: ConfigurationError.self) {
      try HMNASOptions.table.apply(["--\(key)", "1"], to: &options)
    }
    let suggestion = nearest.map { "; did you mean \($0)?" } ?? ""
    #expect(error?.description == "there is no option \(key)" + suggestion)
  }

  /// Values other than the default.
  private func others(_ entry: Entry) throws -> [Setting] {
    if case .some(let names) = entry.kind {
      return [.text(names[1]), .text("\(names[2])+\(names[0])")]
    }
    return switch entry.get(defaults) {
    case .integer(let value): [.integer(value + 1)]
    case .number(let value): [.number(value == 0 ? 0.123 : value * 0.9), .number(value / 2 + 0.07)]
    case .flag(let value): [.flag(!value)]
    case .text(let value):
      entry.expected.replacing("one of ", with: "").split(separator: ", ").map(String.init)
        .filter { $0 != value }.map { .text($0) }
    }
  }

  /// The engine is the reference's in runs from before there were kernels, whatever the preset says today.
  @Test func whatWasNotRecordedThenHasTheValueOfThen() throws {
    var settings = HMNASOptions.table.settings(of: .preset(.quick))
    let added = [
      "engine", "precision", "micro-batch-size", "operations", "tune-label-smoothing",
      "tune-average-decay", "max-multiply-adds", "max-parameters", "max-latency",
      "space", "nodes", "reducing-cells", "head-channels", "normalization-weights",
      "chain-operations", "search-images",
    ]
    for key in added { settings[key] = nil }
    let options = try HMNASOptions(recordedByAnother: settings, preset: .quick)
    #expect(options.network.computation.engine == .reference)
    #expect(options.network.computation.precision == .float32)
    #expect(options.microBatchSize == 0)
    #expect(options.network.space == .cells && options.network.nodes == 4)
    #expect(options.budget.all.isEmpty)
    #expect(options.network.operations.operations == CandidateOperations.hmNAS.operations)
    #expect((options.tuning.labelSmoothing, options.tuning.averageDecay) == (0, 0))
  }

  /// The keys stand in the files of runs that exist, so they stay.
  @Test func fineTuningHasTheOptionsOfEveryFinalTraining() {
    let entries = HMNASOptions.table.entries.drop { $0.key != "tune-epochs" }
    #expect(
      entries.map { "\($0.key): \($0.get(defaults).text), \($0.source.text)" } == [
        "tune-epochs: 200, paper 4.2", "tune-batch-size: 96, [D]",
        "tune-learning-rate: 0.025, [D]", "tune-final-learning-rate: 0.0, [D]",
        "tune-momentum: 0.9, [D]", "tune-weight-decay: 0.0003, [D]",
        "tune-gradient-clip: 5.0, [D]", "cutout: 16, paper 4.2", "drop-path: 0.2, [D]",
        "auxiliary-weight: 0.4, [D]", "tune-label-smoothing: 0.0, [D]",
        "tune-average-decay: 0.0, [D]", "max-images: 0, [D]", "max-minutes: 0.0, [D]",
        "random-mask-control: true, [D]", "heuristic-control: false, [D]",
        "alpha-heuristic-control: false, [D]", "fresh-control: false, [D]",
      ])
    let whole = FinalTrainingOptions.entries(\TrainingOptions.recipe)
    #expect(entries.count == whole.count + 4)
    #expect(
      entries.filter(\.mayChange).map(\.key) == ["tune-learning-rate", "tune-final-learning-rate"])
  }

  @Test func whatAllStagesShareReachesTheFineTuning() {
    var options = defaults
    options.data.cropPadding = 3
    options.data.flip = false
    options.microBatchSize = 5
    options.tuning.labelSmoothing = 0.1
    var expected = options.tuning
    expected.cropPadding = 3
    expected.flip = false
    expected.microBatchSize = 5
    #expect(options.finalTraining == expected)
  }
}
