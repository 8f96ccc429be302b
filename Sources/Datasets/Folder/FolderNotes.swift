internal import Architectures

/// What a user should know about a folder of images: each a sentence.
struct FolderNotes {
  let scan: FolderScan
  let decoded: DecodedFiles
  let parts: FolderParts
  let faults: [FolderError.File]
  let path: String

  /// All sentences, in order.
  var all: [String] {
    [contents, testPart, passedOver, unused, notTested, leftOut, colors].compactMap(\.self) + copies
  }

  private var contents: String {
    let shape = decoded.shape
    let sizes = parts.validation.isEmpty ? "" : ", \(parts.validation.count) held out (val)"
    return
      "\(path.legible): \(parts.training.count) training images\(sizes), \(parts.test.count) test images, "
      + "\(scan.classNames.count) classes, as \(shape.height) x \(shape.width) pixels "
      + (shape.channels == 1 ? "in grey" : "in colour")
  }

  private var testPart: String? {
    switch parts.origin {
    case .test: nil
    case .validation:
      "There is no test part: val is measured once, at the end, and seen by nothing before"
    case .share:
      "There is no test part: a fifth of each class, the same for every run, is set aside for it"
    }
  }

  private var passedOver: String? {
    let kinds = FolderEntries.PassedOver.allCases.compactMap { kind in
      scan.passedOver[kind].map { "\($0) \(kind.rawValue)" }
    }
    return kinds.isEmpty ? nil : "Passed over: " + kinds.joined(separator: ", ")
  }

  private var unused: String? {
    scan.unused.isEmpty
      ? nil : "Folders that are not used: \(scan.unused.joined(separator: ", "))".legible
  }

  /// Where the test part says nothing of some classes.
  private var notTested: String? {
    let tested = Set(parts.test.map { decoded.files[$0].label })
    let missing = scan.classNames.indices.filter { !tested.contains(Int32($0)) }
    guard let first = missing.first else { return nil }
    return "The test part has no images of \(counted(missing.count, "class", plural: "classes")), "
      + "the first of them \(scan.classNames[first])".legible
  }

  private var leftOut: String? {
    guard let first = faults.first else { return nil }
    return "Left out, as they cannot be read: \(counted(faults.count, "file")), the first of them "
      + "\(first.name), which \(first.fault)".legible
  }

  /// Where not all files are of one kind.
  private var colors: String? {
    let grey = decoded.pictures.count { decoded.areGrey[$0] }
    guard grey > 0, grey < decoded.pictures.count else { return nil }
    let training = parts.training + parts.validation
    return "\(training.count { decoded.areGrey[$0] }) of \(training.count) training files and "
      + "\(parts.test.count { decoded.areGrey[$0] }) of \(parts.test.count) test files are grey: "
      + (decoded.shape.channels == 1 ? "all become grey" : "all become colour")
  }

  /// Images that are in two parts, or in two classes.
  private var copies: [String] {
    var trained: [String: Int] = [:]
    var (leaks, contradictions) = ([String](), [String]())
    for member in parts.training + parts.validation {
      guard let hash = decoded.hashes[member] else { continue }
      if let other = trained[hash], decoded.files[other].label != decoded.files[member].label {
        contradictions.append("\(decoded.files[member].name) is \(decoded.files[other].name)")
      }
      trained[hash] = member
    }
    for member in parts.test {
      if let other = decoded.hashes[member].flatMap({ trained[$0] }) {
        leaks.append("\(decoded.files[member].name) is \(decoded.files[other].name)")
      }
    }
    return [
      Self.sentence(leaks, "test", "also a training image, so the result may be too good"),
      Self.sentence(contradictions, "training", "also of another class"),
    ].compactMap(\.self)
  }

  private static func sentence(_ copies: [String], _ part: String, _ reason: String) -> String? {
    guard let first = copies.first else { return nil }
    return copies.count == 1
      ? "1 \(part) image is \(reason): \(first)"
      : "\(copies.count) \(part) images are each \(reason): \(first), for one"
  }
}
