internal import Foundation
internal import SwiftProtobuf
internal import Tracking

// What TensorBoard's plugin `hparams` makes a table of: the hyperparameters of runs beside what they found. Its
// messages are metadata of values that hold nothing.

extension RunConfiguration {
  /// What tells runs apart, first what names them, then every option in the order of the keys.
  fileprivate var hyperparameters: [(key: String, value: TBHParamValue)] {
    let names: [(String, Setting)] = [
      ("method", .text(method)), ("dataset", .text(dataset)), ("preset", .text(preset)),
      // As a number where it is one for TensorBoard too.
      ("seed", Double(exactly: seed).map { .number($0) } ?? .text("\(seed)")),
    ]
    return (names + options.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      .map { ($0, TBHParamValue($1)) }
  }
}

extension TBHParamValue {
  fileprivate init(_ setting: Setting) {
    self.init()
    switch setting {
    case .integer(let value): numberValue = Double(value)
    case .number(let value): numberValue = value
    case .flag(let value): boolValue = value
    case .text(let value): stringValue = value
    }
  }

  fileprivate var type: TBHParamType {
    switch kind {
    case .numberValue: .dataTypeFloat64
    case .boolValue: .dataTypeBool
    case .stringValue, nil: .dataTypeString
    }
  }
}

extension TBSummary.Value {
  /// Which hyperparameters and results the table has; of several runs, TensorBoard takes that of one.
  ///
  /// What names a run stands before its options, as what differs between runs.
  static func experiment(of configuration: RunConfiguration) throws -> Self {
    try hyperparameters("experiment") {
      $0.experiment.hparamInfos = configuration.hyperparameters.map { name, value in
        .with {
          $0.name = name
          $0.type = value.type
          $0.differs = !configuration.options.keys.contains(name)
        }
      }
      $0.experiment.metricInfos = TestMetric.allCases.map { metric in
        .with { $0.name.tag = metric.tag }
      }
    }
  }

  /// That a run began, with its hyperparameters.
  static func sessionStart(of configuration: RunConfiguration, at time: Double) throws -> Self {
    try hyperparameters("session_start_info") {
      $0.sessionStartInfo.startTimeSecs = time
      $0.sessionStartInfo.hparams = configuration.hyperparameters.map { key, value in
        .with {
          $0.key = key
          $0.value = value
        }
      }
    }
  }

  /// That a run is complete.
  static func sessionEnd(at time: Double) throws -> Self {
    try hyperparameters("session_end_info") {
      $0.sessionEndInfo.status = .success
      $0.sessionEndInfo.endTimeSecs = time
    }
  }

  private static func hyperparameters(
    _ name: String, _ populate: (inout TBHParamsPluginData) -> Void
  ) throws -> Self {
    try .with {
      $0.tag = "_hparams_/\(name)"
      $0.metadata.pluginData.pluginName = "hparams"
      $0.metadata.pluginData.content = try TBHParamsPluginData.with(populate)
        .serializedData()
      $0.tensor.dtype = .dtFloat
      $0.tensor.tensorShape.dim = [TBTensorShapeProto.Dim()]
    }
  }
}
