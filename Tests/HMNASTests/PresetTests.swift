import Architectures
import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Training

/// The paper's numbers, and combinations that cannot work.
struct PresetTests {
  private let paper = HMNASOptions.preset(.paper)

  /// Sections 3.1 and 4.1.
  @Test func thePapersNetwork() {
    #expect(paper.network.channels == 36)
    #expect(paper.network.cells == 3)
    #expect(paper.network.stemStride == 1)
    #expect(paper.network.sharing == .perCellKind)
    #expect(paper.network.edgeSoftmax == .perNode)
    let network = CellNetwork(channels: paper.network.channels, cells: paper.network.cells)
    #expect(network.operations.count == 7)
    #expect(network.topology.edgeCount == 14)
    #expect(network.supernetCost().total.parameters == 2_950_390)
  }

  /// Sections 3.2 and 4.2.
  @Test func thePapersSearch() {
    let search = paper.search
    #expect(search.epochs == 100)
    #expect(search.batchSize == 128)
    #expect(paper.data.validationFraction == 0.2)
    #expect((search.learningRate, search.finalLearningRate) == (0.1, 0))
    #expect((search.momentum, search.weightDecay, search.gradientClip) == (0.9, 3e-4, 5))
    #expect(search.architectureInitialScale == 1e-3)
    #expect(search.architectureLearningRate == 3e-4)
    #expect(search.architectureWeightDecay == 1e-3)
    #expect((search.architectureBeta1, search.architectureBeta2) == (0.5, 0.999))
    #expect(search.warmStartEpochs == 10)
    #expect(search.order == .second)
    #expect(search.updateSchedule == .cosine)
  }

  /// Sections 3.3 and 4.2.
  @Test func thePapersMasks() {
    let masking = paper.masking
    #expect(masking.epochs == 20)
    #expect(masking.batchSize == 128)
    #expect((masking.initial, masking.threshold) == (1e-2, 5e-3))
    // 10 of 20 epochs of 391 batches, then a tenth.
    #expect((masking.decayAfter, masking.decayDivisor) == (0.5, 10))
    let steps = 10 * 391
    func rate(_ travel: Double) -> Double {
      MaskRate(travel: travel, walk: masking.walk, distance: masking.initial - masking.threshold)
        .rate(steps: steps)
    }
    #expect(rate(masking.weightTravel) == 1e-4)
    #expect(rate(masking.architectureTravel) == 1e-5)
    #expect(masking.rule == .afterSoftmax)
    #expect(masking.scope == .cells)
  }

  /// Sections 3.4 and 4.2; the rest is ours.
  @Test func thePapersFineTuning() {
    let tuning = paper.tuning
    #expect(tuning.epochs == 200)
    #expect(tuning.batchSize == 96)
    #expect((tuning.learningRate, tuning.finalLearningRate) == (0.025, 0))
    #expect((tuning.momentum, tuning.weightDecay, tuning.gradientClip) == (0.9, 3e-4, 5))
    #expect((tuning.cutout, tuning.dropPath, tuning.auxiliaryWeight) == (16, 0.2, 0.4))
    #expect((tuning.labelSmoothing, tuning.averageDecay) == (0, 0))
    #expect((paper.data.cropPadding, paper.data.flip, paper.data.trainingImages) == (4, true, 0))
  }

  @Test func thePaperIsTheDefault() {
    #expect(paper == HMNASOptions())
  }

  @Test(arguments: Preset.allCases, Dataset.allCases)
  func presetsFitEveryDataSet(preset: Preset, dataset: Dataset) throws {
    try HMNASOptions.preset(preset).validate(for: dataset.description)
  }

  @Test(arguments: [
    (["--mask-initial", "0.005"], "mask-initial is 0.005, expected more than mask-threshold"),
    (["--mask-threshold", "0.5"], "mask-initial is 0.01, expected more than mask-threshold, 0.5"),
    (["--mask-weight-travel", "0.005"], "option mask-weight-travel is 0.005, expected more than"),
    (["--mask-architecture-travel", "0"], "option mask-architecture-travel is 0.0, expected"),
    (
      ["--stem-stride", "2"], "auxiliary-weight is 0.4, but the auxiliary classifier needs features"
    ),
    (
      ["--operations", "skip_connect+nor_conv_1x1", "--precision", "bf16"],
      "precision is bf16, but only cells whose operations all have kernels"
    ),
  ])
  func impossibleCombinationsAreRefused(arguments: [String], message: String) throws {
    var options = HMNASOptions()
    try HMNASOptions.table.apply(arguments, to: &options)
    let error = #expect(throws: ConfigurationError.self) { try options.validate(for: .cifar10) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "no error")")
  }
}
