import Architectures
import HMNAS
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

/// One seed fixes a run, but its purposes do not share their random numbers.
struct SeedPurposeTests {
  @Test func purposesDiffer() {
    let names = [
      "subset", "validation split", "initial weights", "training order", "validation order",
      "training augmentation", "validation augmentation", "architecture update", "mask order",
      "mask augmentation", "random masks", "tune", "control",
    ]
    let seeds =
      names.map { Seed(1).derived($0) }
      + ["tune", "control"].flatMap { name in
        ["order", "augmentation", "auxiliary weights"].map { Seed(1).derived(name).derived($0) }
      }
    #expect(Set(seeds).count == seeds.count)
    let numbers = seeds.map { Generator(seed: $0.value).uniform([2]).floats }
    #expect(Set(numbers).count == numbers.count)
  }

  /// The same images in the same number of steps, yet another order in each stage.
  @Test func stagesDrawTheirOwnBatches() throws {
    let carving = try Tiny.masking().carve()
    func orderAfterOneStep(_ name: StageName) throws -> [String: Tensor] {
      let stage = try FinalTrainingStage(
        name, carving: carving, options: Tiny.options, images: Tiny.images,
        indices: Tiny.indices, seed: Seed(1), device: .underTest)
      stage.run(0..<1)
      return stage.state
    }
    try expectIdentical(orderAfterOneStep(.tune), orderAfterOneStep(.tune))
    #expect(!(try differences(orderAfterOneStep(.tune), orderAfterOneStep(.control)).isEmpty))
  }
}
