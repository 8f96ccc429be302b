import Foundation
import Testing

@testable import Datasets

struct PythonBatchTests {
  /// Two images of 2 pixels and 3 channels.
  private static func records(labelBytes: Int = 1) -> CIFARRecords {
    CIFARRecords(count: 2, labelBytes: labelBytes, channels: 3, pixels: 2)
  }

  /// As `PythonPickles.python2`.
  private static func batch() -> PythonBatch {
    var batch = PythonBatch(
      labels: [("labels", [3, 9])], shape: [2, 6],
      pixels: [10, 11, 20, 21, 30, 31, 200, 201, 255, 0, 128, 127])
    batch.filenames = [Array("a.png".utf8), [0xE9] + Array(".png".utf8)]
    return batch
  }

  @Test("what the tests write is what Python 2 writes")
  func writer() {
    #expect(Self.batch().pickle == PythonPickles.python2)
  }

  @Test("the binary file is made again of each protocol", arguments: PythonPickles.batches)
  func protocols(pickle: [UInt8]) throws {
    #expect(try Self.records().binary(ofPickle: pickle, classes: 10) == PythonPickles.binary)
  }

  @Test("coarse labels stand before fine ones", arguments: PythonPickles.fineBatches)
  func twoLabels(pickle: [UInt8]) throws {
    #expect(
      try Self.records(labelBytes: 2).binary(ofPickle: pickle, classes: 256)
        == PythonPickles.fineBinary)
  }

  /// A batch that is not the one that is expected.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout PythonBatch) -> Void
    let fault: FileFault
  }

  @Test(
    "each fault of a batch has its kind",
    arguments: [
      Case(
        testDescription: "other entries", change: { $0.labels = [("fine_labels", [3, 9])] },
        fault: .entry(name: "labels", expected: "list of labels")),
      Case(
        testDescription: "fewer labels", change: { $0.labels = [("labels", [3])] },
        fault: .labels(found: 1, expected: 2)),
      Case(
        testDescription: "more labels", change: { $0.labels = [("labels", [3, 9, 0])] },
        fault: .labels(found: 3, expected: 2)),
      Case(
        testDescription: "label of no class", change: { $0.labels = [("labels", [3, 10])] },
        fault: .label(found: 10, image: 1, classes: 10)),
      Case(
        testDescription: "negative label", change: { $0.labels = [("labels", [-1, 9])] },
        fault: .label(found: -1, image: 0, classes: 10)),
      Case(
        testDescription: "label of no byte", change: { $0.labels = [("labels", [3, 2_000_000])] },
        fault: .label(found: 2_000_000, image: 1, classes: 10)),
      Case(
        testDescription: "fewer images",
        change: {
          $0.shape = [1, 6]
          $0.pixels.removeLast(6)
        }, fault: .dimensions(found: [1, 6], expected: [2, 6])),
      Case(
        testDescription: "other dimensions", change: { $0.shape = [3, 4] },
        fault: .dimensions(found: [3, 4], expected: [2, 6])),
      Case(
        testDescription: "fewer pixels than the array says", change: { $0.pixels.removeLast() },
        fault: .pickle(.arguments("numpy.ndarray"), at: 195)),
      Case(
        testDescription: "longer than any batch",
        change: { $0.filenames = [[UInt8](repeating: 97, count: 100_000)] },
        fault: .size(found: 100_224, expected: 66_072)),
    ])
  func faults(_ test: Case) {
    var batch = Self.batch()
    test.change(&batch)
    let pickle = batch.pickle
    #expect(throws: test.fault) {
      try Self.records().binary(ofPickle: pickle, classes: 10)
    }
  }

  @Test("labels that are no integers are refused")
  func otherLabels() {
    var pickle = Self.batch().pickle
    // The label 9 is two bytes.
    pickle.replaceSubrange(46..<48, with: [0x4E])
    #expect(throws: FileFault.entry(name: "labels", expected: "list of labels")) {
      try Self.records().binary(ofPickle: pickle, classes: 10)
    }
  }

  @Test("an array that was named and never filled is refused")
  func emptyArray() {
    // The array without its state.
    let pickle = Array(Self.batch().pickle[..<122]) + Array("u.".utf8)
    #expect(throws: FileFault.entry(name: "data", expected: "array of bytes")) {
      try Self.records().binary(ofPickle: pickle, classes: 10)
    }
  }

  @Test("a label that counts has no more classes than a byte has values")
  func manyClasses() {
    var batch = Self.batch()
    batch.labels = [("labels", [3, 256])]
    let pickle = batch.pickle
    #expect(throws: FileFault.label(found: 256, image: 1, classes: 256)) {
      try Self.records().binary(ofPickle: pickle, classes: 1000)
    }
  }

  @Test("a pickle that ends early is refused, wherever it ends", arguments: PythonPickles.batches)
  func truncation(pickle: [UInt8]) {
    for length in pickle.indices {
      #expect("\(length) of \(pickle.count) bytes") {
        try Self.records().binary(ofPickle: Array(pickle[..<length]), classes: 10)
      } throws: { error in
        guard case FileFault.pickle(let fault, at: let place) = error else { return false }
        return length < 2 ? fault == .start : place <= length
      }
    }
  }

  @Test("a flipped bit is refused or read", arguments: PythonPickles.batches)
  func flippedBits(pickle: [UInt8]) {
    var read = 0
    for bit in 0..<8 * pickle.count {
      var damaged = pickle
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let binary = try? Self.records().binary(ofPickle: damaged, classes: 10) else {
        continue
      }
      #expect(binary.count == PythonPickles.binary.count)
      read += 1
    }
    // Pixels, names of files and labels may be others; opcodes and lengths may not.
    #expect(100..<4 * pickle.count ~= read, "\(read) of \(8 * pickle.count)")
  }
}
