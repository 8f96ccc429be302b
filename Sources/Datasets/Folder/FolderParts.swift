internal import Architectures

/// Which files of a folder belong to which part, by their places among all files.
struct FolderParts {
  /// What weights are trained on.
  private(set) var training: [Int]
  /// What is held out by who made the folder.
  private(set) var validation: [Int]
  /// What the final network is measured on.
  private(set) var test: [Int]
  /// Where the test part comes from.
  let origin: Origin

  /// What the test part is.
  enum Origin {
    /// The folder `test`.
    case test
    /// The folder `val`, as there is no other.
    case validation
    /// A share of each class, as there is neither.
    case share
  }

  /// The share of the images that becomes the test part where there is none.
  private static let testFraction = 0.2

  /// Deals the pictures out.
  ///
  /// - Throws: `FolderError` for a class without a picture to train with, and where a test part cannot be had.
  init(_ scan: FolderScan, _ pictures: [Int], path: String) throws(FolderError) {
    let ends = (scan.training.count, scan.training.count + scan.validation.count)
    training = pictures.filter { $0 < ends.0 }
    validation = pictures.filter { ends.0 <= $0 && $0 < ends.1 }
    test = pictures.filter { ends.1 <= $0 }
    let files = scan.files
    var members = [[Int]](repeating: [], count: scan.classNames.count)
    for picture in training { members[Int(files[picture].label)].append(picture) }
    if let label = members.firstIndex(where: \.isEmpty) {
      let folder = scan.layout == .parts ? "\(path)/train/" : "\(path)/"
      throw .emptyClass(path: folder + scan.classNames[label])
    }
    if !test.isEmpty {
      origin = .test
    } else if !validation.isEmpty {
      origin = .validation
      (test, validation) = (validation, [])
    } else {
      origin = .share
      test = members.enumerated().flatMap { Self.share(of: $1, label: $0) }.sorted()
      guard !test.isEmpty else { throw .tooFew(path: path, count: training.count) }
      let taken = Set(test)
      training.removeAll { taken.contains($0) }
    }
  }

  /// A class's share for the test; the same for every run, and never its last image.
  private static func share(of members: [Int], label: Int) -> [Int] {
    let count = min((Double(members.count) * testFraction).rounded(), Double(members.count - 1))
    let order = shuffledIndices(
      count: members.count, using: Seed(0).derived("test part of a folder", label))
    return order.prefix(Int(count)).map { members[$0] }
  }
}
