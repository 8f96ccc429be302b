internal import ADWPNAS
internal import ArgumentParser
internal import Foundation
internal import HMNAS
internal import Training

/// What a run can be made with.
///
/// A further method is a case here and a type that conforms to `SearchRun`; every command then knows it.
enum Method: String, CaseIterable {
  case hmNAS = "hm-nas"
  case adwpnas
  case train

  /// The runs of the method.
  var run: any MethodRun.Type {
    switch self {
    case .hmNAS: HMNASRun.self
    case .adwpnas: ADWPNASRun.self
    case .train: TrainingRun.self
    }
  }

  /// The runs, where they are a search.
  var search: (any SearchRun.Type)? { run as? any SearchRun.Type }

  /// The name in prose.
  var title: String { run.title }

  /// The methods of search.
  static var searches: [Method] { allCases.filter { $0.search != nil } }

  /// The method of a name.
  /// - Throws: `ValidationError` where it is none of `methods`.
  init(argument: String, among methods: [Method]) throws {
    guard let method = methods.first(where: { $0.rawValue == argument }) else {
      let hint = closest(to: argument, among: methods.names).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError(
        "expected a method (\(methods.names.joined(separator: ", "))) before all options\(hint)")
    }
    self = method
  }
}

extension [Method] {
  /// As they are written.
  var names: [String] { map(\.rawValue) }
}

extension Hyperparameters {
  /// Names and summaries of the presets, as in help texts.
  static var presetListing: String {
    Preset.allCases.map {
      "  " + $0.rawValue.padding(toLength: 7, withPad: " ", startingAt: 0) + summary(of: $0)
    }.joined(separator: "\n")
  }
}
