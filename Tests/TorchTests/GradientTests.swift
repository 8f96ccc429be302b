import TestSupport
import Testing
import Torch

struct GradientTests {
  private let x = Tensor([Float(1), 2, 3], shape: [3]).asLeaf()

  @Test func gradientOfASquare() {
    #expect((x * x).sum().gradients(withRespectTo: [x])[0].floats == [2, 4, 6])
  }

  @Test func cotangentWeighsTheOutputs() {
    let cotangent = Tensor([Float(1), 0, -1], shape: [3])
    let gradient = (x * x).gradients(withRespectTo: [x], cotangent: cotangent)[0]
    #expect(gradient.floats == [2, 0, -6])
  }

  @Test func whatTheOutputDoesNotDependOnHasZeros() {
    let other = Tensor.ones([2, 2]).asLeaf()
    let gradients = x.sum().gradients(withRespectTo: [x, other])
    #expect(gradients[0].floats == [1, 1, 1])
    #expect(gradients[1].shape == [2, 2])
    #expect(gradients[1].floats == [0, 0, 0, 0])
  }

  @Test func nothingToDifferentiateGivesNothing() {
    #expect(x.sum().gradients(withRespectTo: []).isEmpty)
  }

  @Test func recordingStopsAndGoesOn() {
    #expect(withoutGradient { x * 2 }.requiresGradient == false)
    #expect((x * 2).requiresGradient)
    #expect((x * 2).detached().requiresGradient == false)
  }

  @Test func recordingGoesOnAfterAnError() {
    struct Stop: Error {}
    #expect(throws: Stop.self) { try withoutGradient { throw Stop() } }
    #expect((x * 2).requiresGradient)
  }

  @Test func misuseStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor.ones([2]) + Tensor.ones([3])
    }
  }
}
