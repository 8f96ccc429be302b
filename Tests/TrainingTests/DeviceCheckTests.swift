import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// The check of a device that people can run.
struct DeviceCheckTests {
  @Test func everyOperationIsComputedAsOnTheProcessor() {
    let check = DeviceCheck(.underTest)
    var told: [Int] = []
    let results = check.run { done, _ in told.append(done) }
    // All but none, with two strides and three sizes, and the supernet.
    #expect(results.count == (Operation.builtIn.count - 1) * 6 + 1)
    #expect(told == Array(1...Operation.builtIn.count * 6 + 1))
    for result in results { #expect(result.difference <= check.tolerance, "\(result)") }
  }

  /// What differs is seen, whatever tensor it is in.
  @Test func aDifferenceIsRelativeToTheLargestElement() {
    let ones = Tensor([1, 1] as [Float], shape: [2])
    func difference(_ values: [Float], from wanted: [Float]) -> Double {
      DeviceCheck.largest(
        [ones, Tensor(values, shape: [values.count])],
        [ones, Tensor(wanted, shape: [wanted.count])])
    }
    #expect(difference([4, 2], from: [4, 2]) == 0)
    #expect(difference([4, 1], from: [4, 2]) == 0.25)
    #expect(difference([0, 0.5], from: [0, 0]) == 0.5)
    #expect(difference([4, .nan], from: [4, 2]) == .infinity)
  }
}
