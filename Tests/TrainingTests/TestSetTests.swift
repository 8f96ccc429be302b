import Architectures
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

  /// The images with the labels 0, 1, 2, 0, ...; some have names.
  private func testSet(batchSize: Int, names: [String] = [], _ context: RunContext) -> TestSet {
    TestSet(
      images, labels: (0..<20).map { Int32($0 % 3) }, names: names,
      description: DatasetDescription(
        name: "some", title: "some", imageShape: ImageShape(channels: 1, height: 8, width: 8),
        classNames: ["a", "b", "c"],
        normalization: Normalization(
          mean: [0], standardDeviation: [1], source: "none"),
        counts: .init(training: 0, test: 20)),
      batchSize: batchSize, context: context)
  }

  /// Every image is taken for an "a" with 4/7, a "b" with 2/7, a "c" with 1/7; the last two for a "c" with 4/6.
  @Test func detailsAreCountedAcrossPasses() throws {
    let context = RunContext(folder: RunFolder(URL(filePath: "/nowhere")))
    let names = (0..<20).map { "image \($0)" }
    let set = testSet(batchSize: 6, names: names, context)
    var done = 0
    let evaluation = try set.evaluation(of: "network") { batch in
      let rows = (done..<done + batch.size(0)).flatMap { index -> [Float] in
        index < 18 ? [4, 2, 1] : [1, 1, 4]
      }
      done += batch.size(0)
      return Tensor(rows.map { log($0) }, shape: [batch.size(0), 3], device: .underTest)
    }
    let details = try #require(try set.details(of: "network"))
    // Of 18 images six are of each class; the last two are an "a" and a "b".
    #expect(details.report.confusion == [[6, 0, 1], [6, 0, 1], [6, 0, 0]])
    #expect(evaluation.accuracy == 6.0 / 20)
    let worst = details.report.mistakes
    #expect(worst.prefix(2).map(\.image) == ["image 18", "image 19"])
    #expect(worst.prefix(2).allSatisfy { abs($0.probability - 4.0 / 6) < 1e-6 })
    #expect(abs(worst[1].labelProbability - 1.0 / 6) < 1e-6)
    #expect(details.pictures.count == worst.count)
    #expect(details.pictures.allSatisfy { $0.starts(with: [0x89, 0x50, 0x4E, 0x47]) })
    #expect(try set.details(of: "another") == nil)
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
    let set = testSet(batchSize: 6, context)
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
