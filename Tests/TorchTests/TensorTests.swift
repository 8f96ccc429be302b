import Testing
import Torch

struct TensorTests {
  /// 0 to 11 in two rows and two planes.
  private let cube = Tensor((0..<12).map { Float($0) }, shape: [2, 2, 3])

  @Test func viewsOfParts() {
    #expect(cube[1].floats == [6, 7, 8, 9, 10, 11])
    #expect(cube.selected(2, dimension: 2).floats == [2, 5, 8, 11])
    #expect(cube.sliced(0..<3, dimension: 2, step: 2).floats == [0, 2, 3, 5, 6, 8, 9, 11])
    #expect(
      cube.unbound(into: 2, dimension: 1).map(\.floats) == [
        [0, 1, 2, 6, 7, 8], [3, 4, 5, 9, 10, 11],
      ])
  }

  @Test func otherOrders() {
    let turned = cube.permuted([2, 0, 1])
    #expect(turned.shape == [3, 2, 2])
    #expect(turned.floats == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11])
    #expect(cube.reshaped([-1, 6]).shape == [2, 6])
    let images = cube.reshaped([1, 2, 2, 3])
    #expect(images.contiguous(.channelsLast).strides == [12, 1, 6, 2])
    #expect(images.contiguous(.channelsLast).floats == images.floats)
  }

  @Test func rowsByNumber() {
    let order = Tensor([Int64(1), 1, 0], shape: [3])
    #expect(cube.gathered(order, dimension: 1)[0].floats == [3, 4, 5, 3, 4, 5, 0, 1, 2])
    let (rows, columns) = (
      Tensor([Int64(0), 1], shape: [2, 1]), Tensor([Int64(1), 0], shape: [2])
    )
    #expect(cube[0].indexed(by: [rows, columns]).floats == [1, 0, 4, 3])
  }

  @Test func zerosAround() {
    let padded = Tensor([Float(1), 2], shape: [1, 2]).padded([1, 0, 0, 1])
    #expect(padded.shape == [2, 3])
    #expect(padded.floats == [0, 1, 2, 0, 0, 0])
    #expect(Tensor([Float(1), 2], shape: [1, 2]).padded([-1, 1]).floats == [2, 0])
  }

  @Test func joining() {
    let (one, two) = (Tensor([Float(1)], shape: [1]), Tensor([Float(2)], shape: [1]))
    #expect(Tensor.concatenated([one, two], dimension: 0).shape == [2])
    #expect(Tensor.stacked([one, two]).shape == [2, 1])
  }

  @Test func reductions() {
    #expect(cube.sum([0, 2]).floats == [24, 42])
    #expect(cube.mean([2], keepingDimensions: true).shape == [2, 2, 1])
    #expect(cube.argmax(dimension: 0).elements(as: Int64.self) == [1, 1, 1, 1, 1, 1])
    #expect(cube.nonZeroCount == 11)
    #expect(cube.isFinite)
    #expect((cube / Tensor.zeros([])).isFinite == false)
  }

  @Test func comparisons() {
    let values = Tensor([Float(1), 2, 3], shape: [3])
    #expect(values.isGreater(than: 2).elements() == [false, false, true])
    #expect(values.isAtLeast(2).elements() == [false, true, true])
    #expect(values.isEqual(to: Tensor(2)).elements() == [false, true, false])
    let small = values.replaced(with: Tensor(0), whereNot: values.isAtLeast(3).isZero())
    #expect(small.floats == [1, 2, 0])
  }

  @Test(arguments: ElementType.allCases)
  func elementsOfEveryType(type: ElementType) {
    let tensor = Tensor([Float(0), 1], shape: [2]).to(type)
    #expect(tensor.elementType == type)
    #expect(tensor.floats == [0, 1])
  }

  @Test func softmaxSumsToOne() {
    let (e, weights) = (Float(2.718_281_8), Tensor([Float(0), 1], shape: [2]).softmax().floats)
    #expect(abs(weights[0] - 1 / (1 + e)) < 1e-6)
    #expect(abs(weights[1] - e / (1 + e)) < 1e-6)
  }
}
