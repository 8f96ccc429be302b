internal import ADWPNAS
internal import ArgumentParser
internal import Baselines
internal import Foundation
internal import HMNAS
internal import Training

extension Method {
  /// What a run can be made with: the one place that names the methods.
  ///
  /// A further one is a word here.
  static let all = [
    Method(HMNASRun.self), Method(ADWPNASRun.self), Method(DARTSRun.self), Method(PCDARTSRun.self),
    Method(GDASRun.self), Method(SinglePathRun.self), Method(SharedRandomSearchRun.self),
    Method(RandomSearchRun.self), Method(RegularizedEvolutionRun.self), .train,
  ]

  /// The training of a known network.
  static let train = Method(TrainingRun.self)

  /// The methods of search.
  static var searches: [Method] { all.filter { $0.search != nil } }

  /// The runs by which networks can be ranked.
  static var rankings: [any RankingRun.Type] { all.compactMap(\.ranking) }

  /// The method that files call so; nil for none.
  init?(named name: String) {
    guard let method = Self.all.first(where: { $0.name == name }) else { return nil }
    self = method
  }

  /// The method of a name.
  /// - Throws: `ValidationError` where it is none of `methods`.
  init(argument: String, among methods: [Method]) throws {
    guard let method = methods.first(where: { $0.name == argument }) else {
      let hint = closest(to: argument, among: methods.names).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError(
        "expected a method (\(methods.names.joined(separator: ", "))) before all options\(hint)")
    }
    self = method
  }

  /// Its presets, as in help texts.
  var presetListing: String { Self.presetListing(of: run) }

  private static func presetListing<Run: MethodRun>(of _: Run.Type) -> String {
    Run.Options.presetListing
  }
}

extension [Method] {
  /// As they are written.
  var names: [String] { map(\.name) }

  /// The presets of each, as in help texts.
  var presetListings: String {
    map { "Presets of \($0.name):\n\($0.presetListing)" }.joined(separator: "\n\n")
  }

  /// A command for each, in a sentence.
  func commandNames(_ command: String) -> String {
    map { "`nas \(command) \($0.name)`" }.joined(separator: " and ")
  }

  /// A command for each, in lines.
  func commands(_ command: String) -> String {
    map { "  nas \(command) \($0.name)" }.joined(separator: "\n")
  }
}

extension Hyperparameters {
  /// Names and summaries of the presets, as in help texts.
  static var presetListing: String {
    Preset.allCases.map {
      "  " + $0.rawValue.padding(toLength: 7, withPad: " ", startingAt: 0) + summary(of: $0)
    }.joined(separator: "\n")
  }
}
