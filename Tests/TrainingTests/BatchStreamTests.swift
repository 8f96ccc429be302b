import Architectures
import Testing

@testable import Training

struct BatchStreamTests {
  private static let images: [Int32] = [3, 1, 4, 15, 9, 26, 5]

  private func stream(batchSize: Int = 3, seed: UInt64 = 1) -> BatchStream {
    BatchStream(Self.images, batchSize: batchSize, seed: Seed(seed))
  }

  @Test(arguments: 1...8)
  func everyPassShowsEveryImageOnce(batchSize: Int) {
    var stream = stream(batchSize: batchSize)
    let batches = stream.batchesPerPass
    #expect(batches == (7 + batchSize - 1) / batchSize)
    for pass in 0..<3 {
      let seen = (0..<batches).map { stream.batch(pass * batches + $0) }
      #expect(seen.dropLast().allSatisfy { $0.count == batchSize })
      #expect(seen.flatMap { $0 }.sorted() == Self.images.sorted())
    }
  }

  @Test func batchesDependOnTheirNumberAlone() {
    var forwards = stream()
    let expected = (0..<12).map { forwards.batch($0) }
    var backwards = stream()
    let reversed = (0..<12).reversed().map { backwards.batch($0) }
    #expect(reversed.reversed() == expected)
    for number in 0..<12 {
      var fresh = stream()
      #expect(fresh.batch(number) == expected[number])
    }
  }

  @Test func passesAndSeedsDiffer() {
    func order(seed: UInt64, pass: Int) -> [Int32] {
      var stream = BatchStream(Array(0..<100), batchSize: 100, seed: Seed(seed))
      return stream.batch(pass)
    }
    #expect(order(seed: 1, pass: 0) != order(seed: 1, pass: 1))
    #expect(order(seed: 1, pass: 0) != order(seed: 2, pass: 0))
  }

  @Test func noImagesStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = BatchStream([], batchSize: 1, seed: Seed(1))
    }
  }
}
