internal import Architectures
internal import Files
internal import Foundation
internal import Images

/// All images of a folder, decoded, in parts.
struct FolderReading {
  /// What the images are, and what a user should know about them.
  struct Described: Codable, Hashable {
    var description: DatasetDescription
    var notes: [String]
  }

  private(set) var described: Described
  private let training: ImageSet
  private let test: ImageSet

  /// What the images are, to the byte: also the name under which they are kept.
  let key: String

  /// The images of one part.
  func set(_ split: Split) -> ImageSet { split == .training ? training : test }

  /// Decodes what was found in a folder.
  ///
  /// - Parameters:
  ///   - scan: What was found.
  ///   - path: The folder.
  ///   - settings: What images are made into.
  ///   - progress: Receives the number of files that are done, from one thread at a time.
  /// - Throws: `FolderError` for files that are no images, too few images, too little memory.
  init(
    _ scan: FolderScan, path: String, settings: FolderSettings,
    progress: (_ done: Int, _ count: Int) -> Void
  ) throws(FolderError) {
    var scan = scan
    let decoded = try DecodedFiles(scan, path: path, settings: settings, progress: progress)
    var faults = scan.faults + decoded.faults
    faults.sort { NaturalKey($0.name) < NaturalKey($1.name) }
    guard faults.isEmpty || settings.skipsDamaged else {
      throw .damaged(path: path, files: faults)
    }
    scan.pass(.other, decoded.others)
    let parts = try FolderParts(scan, decoded.pictures, path: path)
    func set(_ members: [Int], heldOut: Int = 0) -> ImageSet {
      decoded.set(members, scan: scan, heldOut: heldOut)
    }
    training = set(parts.training + parts.validation, heldOut: parts.validation.count)
    test = set(parts.test)
    let shape = decoded.shape
    // Of the images that weights are trained on.
    let statistics =
      parts.validation.isEmpty
      ? training.normalization() : set(parts.training).normalization()
    key = Self.key(shape, scan, decoded, parts)
    let name = URL(filePath: path).lastPathComponent
    described = Described(
      description: DatasetDescription(
        name: FolderSource.prefix + name, title: name, imageShape: shape,
        classNames: scan.classNames, normalization: statistics.rounded,
        counts: .init(
          training: training.count, test: test.count,
          validation: parts.validation.isEmpty ? nil : parts.validation.count),
        digest: key),
      notes: FolderNotes(
        scan: scan, decoded: decoded, parts: parts, faults: faults, path: path
      ).all)
  }

  /// A hash over the content of all files, their names and what they are made into.
  private static func key(
    _ shape: ImageShape, _ scan: FolderScan, _ decoded: DecodedFiles, _ parts: FolderParts
  ) -> String {
    var lines = ["swift-nas images 1", shape.description] + scan.classNames
    for (name, members) in [
      ("training", parts.training), ("validation", parts.validation), ("test", parts.test),
    ] {
      lines.append(name)
      for member in members {
        let file = decoded.files[member]
        lines.append("\(file.label) \(decoded.hashes[member] ?? "") \(file.name)")
      }
    }
    return Array(lines.joined(separator: "\n").utf8).withUnsafeBytes { Digest.sha256($0) }
  }
}

extension Normalization {
  /// The numbers with four digits, as data sets are published with; a smaller deviation stays as it is.
  fileprivate var rounded: Normalization {
    func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    return Normalization(
      mean: mean.map(rounded),
      standardDeviation: standardDeviation.map { $0 < 0.01 ? $0 : rounded($0) },
      source: "computed from the training images, rounded to four digits")
  }
}
