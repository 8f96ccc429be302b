import Datasets
import Foundation
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

struct TestSetTests {
  private let images = ImageSet.synthetic(count: 20).onDevice

  private func logits(_ images: Tensor) -> Tensor {
    .ones([images.size(0), 3], device: .underTest)
  }

  /// How many images were classified whenever the observer was told.
  private func told(stoppingAfter limit: Int) throws -> (done: [Int], stopped: Bool) {
    var done: [Int] = []
    let context = RunContext(
      folder: RunFolder(URL(filePath: "/nowhere")),
      recorders: [
        EventObserver { event in
          guard case .evaluation(let name, let count, let all) = event else { return }
          #expect(name == "the network" && all == 20)
          done.append(count)
        }
      ], shouldStop: { done.count >= limit })
    let set = TestSet(images, batchSize: 6, context: context)
    do {
      _ = try set.evaluation(of: "the network", logits)
      return (done, false)
    } catch is Interrupted {
      return (done, true)
    }
  }

  @Test func everyPassIsTold() throws {
    #expect(try told(stoppingAfter: .max) == ([6, 12, 18, 20], false))
  }

  @Test func itStopsAfterAnyPass() throws {
    #expect(try told(stoppingAfter: 2) == ([6, 12], true))
  }
}
