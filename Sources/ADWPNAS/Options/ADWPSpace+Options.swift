package import Architectures
package import Tracking
package import Training

/// The largest widths of the three stages, as a hyperparameter: numbers with `+` between them.
package struct StageWidths: Hashable, Sendable, HyperparameterValue {
  package let values: [Int]

  package static var kind: ValueKind { .integers(count: ADWPSpace.stages) }

  package init(_ values: [Int]) { self.values = values }

  package init?(_ setting: Setting) {
    let parts = setting.text.split(separator: "+", omittingEmptySubsequences: false)
    let values = parts.compactMap { Int($0) }
    guard values.count == parts.count, values.count == ADWPSpace.stages else { return nil }
    self.values = values
  }

  package var setting: Setting { .text(values.map(String.init).joined(separator: "+")) }
}

/// The expansions of a space, as a hyperparameter: numbers with `+` between them.
package struct Expansions: Hashable, Sendable, HyperparameterValue {
  package let values: [ADWPBlock.Expansion]

  package static var kind: ValueKind {
    .some(of: ADWPBlock.Expansion.allCases.map { "\($0.rawValue)" })
  }

  package init(_ values: [ADWPBlock.Expansion]) { self.values = values }

  /// In ascending order, however they are written.
  package init?(_ setting: Setting) {
    let parts = setting.text.split(separator: "+", omittingEmptySubsequences: false)
    let values = parts.compactMap { Int($0).flatMap(ADWPBlock.Expansion.init(rawValue:)) }
    guard values.count == parts.count, Set(values).count == values.count else { return nil }
    self.values = values.sorted { $0.rawValue < $1.rawValue }
  }

  package var setting: Setting { .text(values.map { "\($0.rawValue)" }.joined(separator: "+")) }
}

extension ADWPSpace {
  var widthList: StageWidths {
    get { StageWidths(stageWidths) }
    set { stageWidths = newValue.values }
  }

  var expansionList: Expansions {
    get { Expansions(expansions) }
    set { expansions = newValue.values }
  }
}

extension ADWPNASOptions {
  /// The hyperparameters that make a space of the kind `adwp-macro`.
  static var scaleEntries: [Hyperparameter<ADWPNASOptions>] {
    typealias Entry = Hyperparameter<ADWPNASOptions>
    let standard = ADWPSpace.standard
    return [
      Entry(
        "stem-channels", \.scale.stemChannels, in: ADWPSpace.channels,
        "space adwp-macro: channels of the stem, a multiple of 8", source: .reconstruction,
        before: standard.stemChannels),
      Entry(
        "stem-stride", \.scale.stemStride, in: 1...8,
        "space adwp-macro: by how much the stem divides the image's sides: 1, 2, 4 or 8",
        source: .reconstruction, before: standard.stemStride),
      Entry(
        "stage-widths", \.scale.widthList,
        "space adwp-macro: largest channels of the three stages, multiples of 8",
        source: .reconstruction, before: StageWidths(standard.stageWidths)),
      Entry(
        "first-stage-stride", \.scale.firstStageStride, in: 1...2,
        "space adwp-macro: by how much the first stage divides the sides; later ones halve them",
        source: .reconstruction, before: standard.firstStageStride),
      Entry(
        "blocks-per-stage", \.scale.blocksPerStage, in: ADWPSpace.blockCounts,
        "space adwp-macro: most blocks of a stage", source: .reconstruction,
        before: standard.blocksPerStage),
      Entry(
        "head-channels", \.scale.headChannels, in: ADWPSpace.channels,
        "space adwp-macro: channels of the convolution before the classifier",
        source: .reconstruction, before: standard.headChannels),
      Entry(
        "expansions", \.scale.expansionList,
        "space adwp-macro: how many times more channels than its input a block may hide",
        source: .reconstruction, before: Expansions(standard.expansions)),
    ]
  }

  /// Refuses what makes no space.
  func validateScale() throws(ConfigurationError) {
    let unit = ADWPSpace.channelMultiple
    let channels = ADWPSpace.channels
    let expected = "a multiple of \(unit) from \(channels.lowerBound) to \(channels.upperBound)"
    func isWidth(_ value: Int) -> Bool { channels.contains(value) && value % unit == 0 }
    guard isWidth(scale.stemChannels) else {
      throw .invalid(key: "stem-channels", value: "\(scale.stemChannels)", expected: expected)
    }
    guard scale.stageWidths.allSatisfy(isWidth) else {
      throw .invalid(
        key: "stage-widths", value: scale.widthList.setting.text, expected: expected + " for each")
    }
    guard ADWPSpace.stemStrides.contains(scale.stemStride) else {
      throw .invalid(
        key: "stem-stride", value: "\(scale.stemStride)", expected: "1, 2, 4 or 8")
    }
  }
}
