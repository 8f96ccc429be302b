import Architectures
import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch

@testable import Training

/// Training what the masks left (section 3.4).
struct FineTuningTests {
  /// Also with the momentum and weight decay that move what no gradient moves.
  @Test(arguments: [0.0, 0.2], Engine.allCases)
  func maskedWeightsAreZeroAfterEveryStep(dropPath: Double, engine: Engine) throws {
    var options = Tiny.options
    options.tuning.dropPath = dropPath
    options.network.computation.engine = engine
    let masking = Tiny.masking(options)
    try masking.scatterMasks(seed: 1)
    let carving = try masking.carve()
    let stage = try tuning(carving, options)
    let masked = stage.store.parameters(role: .weight).filter {
      carving.weightMasks[$0.name] != nil
    }
    let start = snapshot(stage.store.state)
    #expect(masked.count > 20)
    for step in 0..<4 {
      stage.run(step..<(step + 1))
      for weight in masked {
        let mask = try #require(carving.weightMasks[weight.name]).floats
        let values = weight.tensor.floats
        #expect(zip(values, mask).allSatisfy { $1 > 0 || $0 == 0 }, "\(weight.name)")
      }
    }
    // The others learn.
    let moved = try differences(stage.store.state, start)
    #expect(moved.contains("stem.conv.weight"))
    #expect(masked.count { moved.contains($0.name) } > 10)
  }

  /// The gradient of a weight that is off may not use up the room that clipping leaves to the others.
  @Test func maskedWeightsDoNotCountInTheClipping() throws {
    var options = Tiny.options
    options.data.flip = false
    options.data.cropPadding = 0
    options.tuning.cutout = 0
    options.tuning.dropPath = 0
    options.tuning.gradientClip = 1e-3
    options.tuning.momentum = 0
    options.tuning.weightDecay = 0
    let masking = Tiny.masking(options)
    try masking.scatterMasks(seed: 1)
    let stage = try tuning(masking.carve(), options)
    let before = stage.store.tensors(role: .weight).cloned()
    stage.run(0..<1)
    let step = stage.store.tensors(role: .weight).cloned()
    step.add(before, scaledBy: -1)
    // The step is the rate times a gradient of norm 1e-3.
    expectClose(step.norm.item, 0.025 * 1e-3, tolerance: 1e-3)
  }

  /// What is kept is the average of what was trained, masked as that is.
  @Test func labelSmoothingAndTheAverageAct() throws {
    func kept(_ change: (inout FinalTrainingOptions) -> Void) throws -> [String: Tensor] {
      var options = Tiny.options
      change(&options.tuning)
      let stage = try Tiny.tuning(options)
      stage.run(0..<2)
      return stage.keptState
    }
    let plain = try kept { _ in }
    #expect(try !differences(kept { $0.labelSmoothing = 0.2 }, plain).isEmpty)
    let average = try kept { $0.averageDecay = 0.9 }
    #expect(try !differences(average, plain).isEmpty)
    for (name, tensor) in plain {
      #expect(average[name]?.nonZeroCount == tensor.nonZeroCount, "\(name)")
    }
  }

  @Test func importancesAndArchitectureAreFixed() throws {
    let masking = Tiny.masking()
    try masking.scatterMasks(seed: 1)
    let carving = try masking.carve()
    let stage = try tuning(carving, Tiny.options)
    #expect(stage.store.parameters(role: .architecture).isEmpty)
    stage.run(0..<2)
    #expect((stage.network as? MaskedNetwork)?.architecture == carving.architecture)
  }

  @Test func theAuxiliaryHeadTrainsAndIsNoPartOfTheNetwork() throws {
    let images = ImageSet.synthetic(count: 8, side: 28)
    var options = Tiny.options
    options.tuning.auxiliaryWeight = 0.4
    options.search.batchSize = 4
    options.tuning.batchSize = 4
    var network = Tiny.network
    network.image = ImageShape(channels: 1, height: 28, width: 28)
    let search = options.searchStage(
      network, images: images.onDevice, training: [0, 1, 2, 3],
      validation: [4, 5, 6, 7], seed: Seed(1), device: .underTest)
    let masking = MaskStage(
      search.supernet, architecture: search.architecture, store: search.store, options: options,
      images: images.onDevice, indices: Array(0..<8), seed: Seed(1))
    let carving = try masking.carve()
    let stage = try FinalTrainingStage(
      .tune, carving: carving, options: options, images: images.onDevice,
      indices: Array(0..<8), seed: Seed(1), device: .underTest)
    let start = snapshot(stage.store.state)
    stage.run(0..<1)
    #expect(try differences(stage.store.state, start).contains("auxiliary.conv2.weight"))
    let batch = images.onDevice.batch([0, 1])
    #expect(stage.network(batch.images, mode: .training, dropPath: nil).auxiliary?.shape == [2, 3])
    #expect(stage.network(batch.images, mode: .evaluation, dropPath: nil).auxiliary == nil)
    let cost = carving.architecture.cost().total
    let parameters = stage.store.parameters(role: .weight)
    #expect(
      cost.parameters
        == parameters.filter { !$0.name.hasPrefix("auxiliary.") }
        .reduce(0) { $0 + $1.tensor.count })
  }

  @Test func aStateThatLacksAWeightIsRefused() throws {
    var carving = try Tiny.masking().carve()
    carving.state["stem.conv.weight"] = nil
    #expect(throws: StateError.self) { try tuning(carving, Tiny.options) }
  }

  private func tuning(_ carving: Carving, _ options: HMNASOptions) throws -> FinalTrainingStage {
    try FinalTrainingStage(
      .tune, carving: carving, options: options, images: Tiny.images, indices: Tiny.indices,
      seed: Seed(1), device: .underTest)
  }
}
