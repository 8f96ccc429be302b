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
    // Kernels of our own round otherwise: were it all the same code, nothing would be checked.
    #expect(results.contains { $0.difference > 0 })
  }
}
