import Foundation
import Testing

/// Data that are missing or not what they should be: said in one sentence, and no folder appears.
@Suite struct DataTests {
  /// What stands in a folder in place of `train-images-idx3-ubyte`.
  enum Images: String, CaseIterable {
    case noFolder, nothing, truncated, otherMagic, tooShort, otherContent

    var code: Int32 {
      switch self {
      case .noFolder, .nothing: 66
      case .truncated, .otherMagic, .tooShort, .otherContent: 65
      }
    }

    var fragments: [String] {
      switch self {
      case .noFolder, .nothing: ["Fashion-MNIST", "train-images-idx3-ubyte"]
      case .truncated: ["train-images-idx3-ubyte.gz", "truncated or damaged"]
      case .otherMagic: ["0x00000801", "expected the idx magic number 0x00000803"]
      case .tooShort: ["holds 1000 bytes, expected 47040016"]
      case .otherContent: ["SHA-256", "expected c59f468a"]
      }
    }

    func write(in folder: URL) throws {
      let images = folder.appending(path: "train-images-idx3-ubyte")
      let size = 60_000 * 28 * 28
      switch self {
      case .noFolder: try FileManager.default.removeItem(at: folder)
      case .nothing: break
      case .truncated:
        let whole = try FileHandle(forReadingFrom: bundled("train-images-idx3-ubyte.gz"))
        let start = try whole.read(upToCount: 1 << 20)
        try #require(start).write(to: images.appendingPathExtension("gz"))
      case .otherMagic: try zeros(size, after: [0, 0, 8, 1, 0, 0, 0xEA, 0x60], at: images)
      case .tooShort: try zeros(984, after: header, at: images)
      case .otherContent: try zeros(size, after: header, at: images)
      }
    }

    private var header: [UInt8] { [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 28, 0, 0, 0, 28] }

    private func zeros(_ count: Int, after header: [UInt8], at url: URL) throws {
      try Data(header).write(to: url)
      let file = try FileHandle(forWritingTo: url)
      try file.truncate(atOffset: UInt64(header.count + count))
    }
  }

  @Test(arguments: Images.allCases)
  func isRefused(images: Images) throws {
    let data = try Scratch.folder()
    try FileManager.default.createSymbolicLink(
      at: data.appending(path: "train-labels-idx1-ubyte.gz"),
      withDestinationURL: bundled("train-labels-idx1-ubyte.gz"))
    try images.write(in: data)
    let output = try Scratch.free()
    let result = try Program.run(
      TinyRun.arguments(output: output) + ["--data-dir", data.path])
    expectFailure(result, code: images.code, saying: [data.path] + images.fragments)
    #expect(!isThere(output))
  }

  @Test func isReadFromAnotherPlace() throws {
    let data = try Scratch.free("data")
    try FileManager.default.createSymbolicLink(
      at: data, withDestinationURL: bundled("LICENSE").deletingLastPathComponent())
    let run = try TinyRun.copy()
    let result = try Program.run("evaluate", run.path, "--data-dir", data.path, "--json")
    #expect(result.code == 0, "\(result.errors)")
    let evaluation = try #require(result.json() as? [String: Any])
    #expect(
      evaluation["testAccuracy"] as? Double == (try json("summary.json", in: run))["testAccuracy"]
        as? Double)
    let lost = try Program.run(["evaluate", run.path, "--data-dir", data.path + "/lost"])
    expectFailure(lost, code: 66, saying: [data.path, "t10k-images-idx3-ubyte"])
  }
}

/// A file of the Fashion-MNIST that comes with the library.
private func bundled(_ name: String) -> URL {
  URL(filePath: #filePath).appending(
    path: "../../../Sources/Datasets/Resources/fashion-mnist/\(name)"
  )
  .standardizedFileURL
}
