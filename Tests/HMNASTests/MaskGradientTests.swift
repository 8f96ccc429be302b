import Architectures
import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Training

/// The masked supernet and the gradients of its masks against PyTorch's.
struct MaskGradientTests {
  private let golden: Fixture

  init() throws { golden = try Fixture("masks") }

  @Test(arguments: MaskRule.allCases, Engine.allCases)
  func gradients(rule: MaskRule, engine: Engine) throws {
    let network = try GoldenSupernet(golden, side: 8, engine: engine)
    let stage = try maskStage(network, golden, rule: rule)
    let golden = self.golden.of(rule.fixture)
    let (loss, logits, gradients) = try stage.gradients(
      on: Batch(images: try golden["input"], labels: try golden["labels"]))
    expectClose(logits, try golden["output"], "logits")
    expectClose(loss, try golden["loss"], "loss")

    let groups = stage.architecture.groups
    var found: [String: Tensor] = [:]
    for (group, (operations, edges)) in zip(groups, zip(gradients.operations, gradients.edges)) {
      found["mask.alpha.\(group)"] = operations
      found["mask.beta.\(group)"] = edges
    }
    for (name, gradient) in zip(stage.masks.weightNames, gradients.weights) {
      found["mask.weight.\(name)"] = gradient
    }
    let expected = golden.all("grad.")
    #expect(expected.keys.contains("mask.beta.reduction"))
    expectClose(found, expected)
    if rule == .afterSoftmax { #expect(expected.count == found.count) }
  }
}

extension MaskRule {
  /// The name of its case in the fixture.
  var fixture: String {
    switch self {
    case .afterSoftmax: "afterSoftmax"
    case .renormalised: "renormalised"
    case .literal: "literal"
    }
  }
}

/// A stage over the fixture's supernet, with the fixture's masks.
func maskStage(
  _ network: GoldenSupernet, _ golden: Fixture, rule: MaskRule
) throws -> MaskStage {
  var options = HMNASOptions()
  options.masking.rule = rule
  options.masking.batchSize = 4
  let stage = MaskStage(
    network.supernet, architecture: network.architecture, store: network.store, options: options,
    images: ImageSet.synthetic(count: 4, channels: 3, classes: 5).onDevice, indices: [0, 1, 2, 3],
    seed: Seed(1))
  try stage.masks.load(golden.all("param."), groups: network.architecture.groups)
  return stage
}
