// CIFAR's version for Python: a file is the pickle of a dictionary with a list of labels and an array of pixels.
extension CIFARRecords {
  /// The length of the longest pickle that is read.
  ///
  /// Bytes that are written as text take up to two each; the rest is room for the names of the images and the opcodes.
  var pickleLimit: Int { count * (2 * channels * pixels + 256) + 65_536 }

  /// The names of the lists of labels, in the order of a record's label bytes.
  private var labelNames: [String] {
    labelBytes == 1 ? ["labels"] : ["coarse_labels", "fine_labels"]
  }

  /// Makes the binary file of a pickle.
  ///
  /// - Parameters:
  ///   - pickle: The whole file.
  ///   - classes: The number of classes of the label that counts, the last one.
  /// - Returns: `byteCount` bytes, those of the file of the binary version with the same images.
  /// - Throws: The first fault, in the order length, pickle, labels, pixels.
  package func binary(
    ofPickle pickle: [UInt8], classes: Int
  ) throws(FileFault) -> [UInt8] {
    guard pickle.count <= pickleLimit else {
      throw .size(found: pickle.count, expected: pickleLimit)
    }
    // Four values for each label and each name of an image, which has up to five.
    let batch = try PickledBatch(pickle, valueLimit: 16 * count + 1_000)
    var labels: [[UInt8]] = []
    for name in labelNames {
      // A label has a byte.
      let classes = name == labelNames.last ? min(classes, 256) : 256
      labels.append(try batch.labels(name, count: count, classes: classes))
    }
    let rows = try batch.bytes("data", shape: [count, channels * pixels])
    return [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, length in
      rows.withUnsafeBufferPointer { rows in join(labels, rows, into: buffer) }
      length = byteCount
    }
  }

  private func join(
    _ labels: [[UInt8]], _ rows: UnsafeBufferPointer<UInt8>,
    into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    let width = channels * pixels
    var place = 0
    for record in 0..<count {
      for label in labels {
        target[place] = label[record]
        place += 1
      }
      let row = UnsafeBufferPointer(rebasing: rows[record * width..<(record + 1) * width])
      place = target[place...].update(fromContentsOf: row)
    }
  }
}

/// The dictionary that a file of CIFAR's version for Python is.
private struct PickledBatch {
  private let heap: PickleHeap
  private let entries: [PickleHeap.Entry]

  init(_ pickle: [UInt8], valueLimit: Int) throws(FileFault) {
    var machine = PickleMachine(pickle, limit: valueLimit)
    entries = try machine.run()
    heap = machine.heap
  }

  /// A list of labels, each below `classes`, of which there are at most 256.
  func labels(_ name: String, count: Int, classes: Int) throws(FileFault) -> [UInt8] {
    guard case .list(let number) = entry(name) else {
      throw .entry(name: name, expected: "list of labels")
    }
    let values = heap.lists[number]
    guard values.count == count else {
      throw .labels(found: values.count, expected: count)
    }
    var labels: [UInt8] = []
    for (image, value) in values.enumerated() {
      guard case .integer(let label) = value else {
        throw .entry(name: name, expected: "list of labels")
      }
      guard 0 <= label, label < classes else {
        throw .label(found: label, image: image, classes: classes)
      }
      labels.append(UInt8(label))
    }
    return labels
  }

  /// The content of an array, row by row.
  func bytes(_ name: String, shape: [Int]) throws(FileFault) -> ArraySlice<UInt8> {
    guard case .array(let number) = entry(name), let array = heap.arrays[number],
      let bytes = heap.bytes(of: array.bytes)
    else {
      throw .entry(name: name, expected: "array of bytes")
    }
    guard array.shape == shape else { throw .dimensions(found: array.shape, expected: shape) }
    return bytes
  }

  /// The last entry of that name, as in Python; keys are text or bytes.
  private func entry(_ name: String) -> PickleValue? {
    entries.last { heap.isText($0.key, name) }?.value
  }
}
