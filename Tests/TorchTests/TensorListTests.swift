import TestSupport
import Testing
import Torch

struct TensorListTests {
  private let list = [Tensor([Float(1), 2], shape: [2]), Tensor([Float(2)], shape: [])]
  private let others = [Tensor([Float(3), 4], shape: [2]), Tensor([Float(5)], shape: [])]
  private var values: [[Float]] { list.map(\.floats) }

  @Test func addsScaled() {
    list.add(others, scaledBy: 2)
    #expect(values == [[7, 10], [12]])
  }

  @Test func multiplies() {
    list.multiply(by: others)
    #expect(values == [[3, 8], [10]])
  }

  @Test func scales() {
    list.scale(by: 2)
    list.scale(by: Tensor(3))
    #expect(values == [[6, 12], [12]])
  }

  @Test func cloneHasItsOwnStorage() {
    let clone = list.cloned()
    list.assign(others)
    #expect(values == [[3, 4], [5]])
    #expect(clone.map(\.floats) == [[1, 2], [2]])
  }

  /// The mask must lie strictly above the threshold; how a tensor lies in memory changes nothing.
  @Test(arguments: [false, true])
  func masks(transposed: Bool) {
    let mask = Tensor([Float(0.5), 0.6, 0.4, .infinity, -1, 0.51], shape: [2, 3])
    let weight = Tensor([Float(1), -2, 3, 4, .infinity, -6], shape: [2, 3])
    let result = Tensor([Float](repeating: 9, count: 6), shape: transposed ? [3, 2] : [2, 3])
    [transposed ? result.permuted([1, 0]) : result].assign(
      [weight], maskedBy: [mask], above: 0.5)
    #expect(result.floats == (transposed ? [0, 4, -2, 0, 0, -6] : [0, -2, 0, 4, 0, -6]))
  }

  @Test func normIsOfAllElements() {
    #expect(list.norm.item == 3)
  }

  @Test func zeroGradientsStayFinite() {
    let zeros = [Tensor.zeros([3])]
    zeros.clipNorm(to: 5)
    #expect(zeros[0].floats == [0, 0, 0])
  }

  @Test func emptyListsDoNothing() {
    let none: [Tensor] = []
    none.clipNorm(to: 1)
    none.assign(none)
    #expect(none.cloned().isEmpty)
  }

  @Test func leavesAreChangedWithoutARecord() {
    let leaf = list[0].asLeaf()
    [leaf].add([others[0]])
    #expect(leaf.floats == [4, 6])
    #expect(leaf.requiresGradient)
  }
}
