import Foundation
import FuzzTargets
import Testing

/// What fuzzing found, and what it starts from: every parser takes or refuses all of it.
struct CorpusTests {
  /// The inputs of the corpus that are what they should be; all others are refused.
  private static let accepted: [FuzzTarget: Set<String>] = [
    .idx: ["images", "labels"],
    .cifar: ["one-label", "two-labels"],
    .pickle: ["python-2", "protocol-2", "protocol-3", "protocol-4", "protocol-5", "two-labels"],
    .picture: [
      "rgb.png", "palette-alpha.png", "grey-16.png", "interlaced.png", "progressive.jpg",
      "cmyk.jpg",
      "turned-6.jpg", "turned-6.png",
    ],
    .compressed: ["plain", "gzip", "xz", "two-members", "gzip-of-much"],
    .archive: ["plain", "gzip", "xz"],
    .safetensors: ["two-tensors", "every-type", "empty"],
    .architecture: [
      "small", "four-cells", "node-without-inputs", "one-pixel", "no-importance", "largest-sizes",
      "adwp", "nas-bench-macro", "nas-bench-201", "one-input", "some-edges",
    ],
    .model: [
      "tiny", "normalization-weights", "without-checksum", "doubles", "halves", "variance-zero",
      "tensor-too-many", "other-image", "large-image", "odd-names", "negative-counts",
    ],
    .configuration: [
      "hm-nas", "no-options", "train", "images", "images-with-odd-names", "images-of-300-classes",
      "images-without-test-part", "images-of-negative-counts", "images-of-largest-sizes",
    ],
    .metrics: ["two-epochs", "empty", "torn"],
    .snapshots: ["masks", "candidates"],
    .summary: ["run", "huge-accuracy"],
    .progress: ["search", "negative"],
    .settings: ["some", "operations", "finder"],
    .arguments: ["some", "operations", "finder"],
    .nasBenchMacro: [],
    .nasBench201: [],
  ]

  @Test(arguments: FuzzTarget.allCases)
  func everyInputIsTakenOrRefusedInASentence(target: FuzzTarget) throws {
    let folder = corpus.appending(path: target.rawValue)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count >= 3)
    var accepted: Set<String> = []
    for name in names {
      let outcome = target.run([UInt8](try Data(contentsOf: folder.appending(path: name))))
      outcome.check()
      if outcome == .value { accepted.insert(name) }
    }
    #expect(accepted == Self.accepted[target])
  }

  @Test func everyFolderIsThatOfATarget() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: corpus.path)
    #expect(Set(folders) == Set(FuzzTarget.allCases.map(\.rawValue)))
  }
}

private let corpus = URL(filePath: #filePath).resolvingSymlinksInPath()
  .appending(path: "../../../Fuzzing/Corpus").standardizedFileURL
