import Testing
import Tracking

@testable import Training

struct HyperparameterTests {
  struct Options: Equatable {
    var rate = 0.5
    var count = 3
    var deep = false
    var engine = Engine.fused
  }

  private let table = HyperparameterTable<Options>(
    [
      Hyperparameter("rate", \.rate, in: 0...1, "", source: .paper("4.2")),
      Hyperparameter("count", \.count, in: 1...9, "", source: .decision),
      Hyperparameter("deep", \.deep, "", source: .code("DARTS")),
      Hyperparameter("engine", \.engine, "", source: .decision),
    ], shorthands: ["both": ["rate", "count"]])

  @Test(arguments: [
    (["--rate", "0.25"], Options(rate: 0.25)), (["--rate=1"], Options(rate: 1)),
    (["--rate", "0"], Options(rate: 0)), (["--count", "9"], Options(count: 9)),
    (["--deep"], Options(deep: true)), (["--deep", "--count", "1"], Options(count: 1, deep: true)),
    (["--deep", "true"], Options(deep: true)), (["--deep=false"], Options()),
    (["--engine", "reference"], Options(engine: .reference)),
    (["--both", "1"], Options(rate: 1, count: 1)),
    // The precise key wins, wherever it stands.
    (["--both", "1", "--count", "2"], Options(rate: 1, count: 2)),
    (["--count", "2", "--both", "1"], Options(rate: 1, count: 2)),
    (["--both=1"], Options(rate: 1, count: 1)),
    (["--count", "2", "--count", "4"], Options(count: 4)), ([], Options()),
  ])
  func argumentsChangeOptions(arguments: [String], expected: Options) throws {
    var options = Options()
    try table.apply(arguments, to: &options)
    #expect(options == expected)
  }

  @Test(arguments: [
    (["--rate", "1.5"], "option rate is 1.5, expected a number from 0.0 to 1.0"),
    (["--rate", "-0.5"], "option rate is -0.5, expected a number from 0.0 to 1.0"),
    (["--rate", "nan"], "option rate is nan, expected a number from 0.0 to 1.0"),
    (["--rate", ""], "option rate is , expected a number from 0.0 to 1.0"),
    (["--count", "0"], "option count is 0, expected a whole number from 1 to 9"),
    (["--count", "10"], "option count is 10, expected a whole number from 1 to 9"),
    (["--count", "2.5"], "option count is 2.5, expected a whole number from 1 to 9"),
    (["--deep", "yes"], "option deep is yes, expected true or false"),
    (["--engine", "fast"], "option engine is fast, expected one of reference, fused"),
    (["--rate"], "option rate needs a value: a number from 0.0 to 1.0"),
    (["--rate", "--deep"], "option rate needs a value: a number from 0.0 to 1.0"),
    (["--both"], "option both needs a value: a number from 0.0 to 1.0"),
    (["--rat", "1"], "there is no option rat; did you mean rate?"),
    (["--egnine", "fused"], "there is no option egnine; did you mean engine?"),
    (["--zzzzzz", "1"], "there is no option zzzzzz"), (["rate"], "there is no option 'rate'"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) {
    var options = Options()
    let error = #expect(throws: ConfigurationError.self) {
      try table.apply(arguments, to: &options)
    }
    #expect(error?.description == message)
    #expect(options == Options())
  }

  @Test func settingsAreOfEveryKey() {
    #expect(
      table.settings(of: Options()) == [
        "rate": .number(0.5), "count": .integer(3), "deep": .flag(false), "engine": .text("fused"),
      ])
  }

  @Test func wholeNumbersAreNumbersToo() throws {
    var options = Options()
    try table.set("rate", to: .integer(1), in: &options)
    #expect(options.rate == 1)
  }

  @Test(arguments: [
    ("rate", Setting.flag(true)), ("count", .number(2)), ("count", .flag(true)),
    ("deep", .integer(1)), ("deep", .number(0)), ("engine", .integer(0)),
  ])
  func valuesOfAnotherTypeAreRefused(key: String, setting: Setting) {
    var options = Options()
    #expect(throws: ConfigurationError.self) { try table.set(key, to: setting, in: &options) }
    #expect(options == Options())
  }

  @Test func sourcesAreText() {
    #expect(table.entries.map(\.source.text) == ["paper 4.2", "[D]", "DARTS code", "[D]"])
  }

  /// Nobody waits for the distance of what cannot be meant.
  @Test func longWordsAreNotCompared() {
    let word = String(repeating: "k", count: 100_000)
    #expect(editDistance("rate", word) == 99_996)
    #expect(editDistance(word, "rate") == 99_996)
    var options = Options()
    #expect("no key is near") {
      try table.apply(["--" + word], to: &options)
    } throws: { error in
      guard case ConfigurationError.unknownKey(word, nearest: nil) = error else { return false }
      return true
    }
  }

  @Test func learningRatesAndMicroBatchesMayChange() {
    let free = TrainingOptions.table.entries.filter(\.mayChange).map(\.key)
    #expect(
      free.sorted() == [
        "evaluation-batch-size", "final-learning-rate", "learning-rate", "micro-batch-size",
        "on-nan",
      ])
  }

  @Test func aRunUnderWayTakesOnlyWhatMayChange() throws {
    var options = TrainingOptions.preset(.quick)
    try options.change(["--learning-rate", "0.5", "--epochs", "\(options.recipe.epochs)"])
    #expect(options.recipe.learningRate == 0.5)
    let error = #expect(throws: ConfigurationError.self) { try options.change(["--epochs", "77"]) }
    #expect(
      error?.description.contains(
        "option epochs cannot change while a run is under way, expected one of ") == true)
  }

  @Test func optionsOfAnotherVersionAreCompleted() throws {
    var settings = TrainingOptions.table.settings(of: .preset(.cpu))
    settings["epochs"] = nil
    settings["flip"] = .flag(false)
    settings["telepathy"] = .integer(1)
    let (unknown, missing) = TrainingOptions.unknownAndMissing(in: settings)
    #expect(unknown == ["telepathy"])
    #expect(missing == ["epochs"])
    let options = try TrainingOptions(recordedByAnother: settings, preset: .cpu)
    #expect(options.recipe.epochs == TrainingOptions.preset(.cpu).recipe.epochs)
    #expect(!options.recipe.flip)
    settings["flip"] = .text("maybe")
    #expect(throws: ConfigurationError.self) {
      try TrainingOptions(recordedByAnother: settings, preset: .cpu)
    }
  }
}
