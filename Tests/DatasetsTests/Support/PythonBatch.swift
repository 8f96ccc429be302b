/// A file of CIFAR's version for Python, opcode by opcode as Python 2's cPickle writes it in protocol 2.
///
/// The layout is that of Python's `pickletools`; `PythonBatchTests` compares it with what Python 2 wrote.
struct PythonBatch {
  var name = "batch"
  /// The lists of labels, by their keys.
  var labels: [(key: String, values: [Int])]
  /// The dimensions of the array, less than 65,536 each.
  var shape: [Int]
  var pixels: [UInt8]
  var filenames: [[UInt8]] = []

  /// The images of a binary file with 3,072 pixels each.
  init(binary: [UInt8], labelBytes: Int) {
    let length = labelBytes + 3072
    let starts = stride(from: 0, to: binary.count, by: length)
    let keys = labelBytes == 1 ? ["labels"] : ["coarse_labels", "fine_labels"]
    labels = keys.enumerated().map { place, key in
      (key, starts.map { Int(binary[$0 + place]) })
    }
    shape = [binary.count / length, 3072]
    pixels = starts.flatMap { binary[$0 + labelBytes..<$0 + length] }
    filenames = (0..<shape[0]).map { Array("leptodactylus_s_\($0).png".utf8) }
  }

  /// A batch of other images.
  init(labels: [(key: String, values: [Int])], shape: [Int], pixels: [UInt8]) {
    (self.labels, self.shape, self.pixels) = (labels, shape, pixels)
  }

  /// The file.
  var pickle: [UInt8] {
    var writer = Writer()
    writer.write("}", isKept: true)
    writer.write("(")
    writer.write(text: Array("batch_label".utf8), isKept: true)
    writer.write(text: Array(name.utf8), isKept: true)
    for (key, values) in labels {
      writer.write(text: Array(key.utf8), isKept: true)
      writer.write("]", isKept: true)
      writer.write("(")
      for value in values { writer.write(value) }
      writer.write("e")
    }
    writer.write(text: Array("data".utf8), isKept: true)
    writeArray(to: &writer)
    writer.write(text: Array("filenames".utf8), isKept: true)
    writer.write("]", isKept: true)
    writer.write("(")
    for name in filenames { writer.write(text: name, isKept: true) }
    writer.write("eu.")
    return writer.bytes
  }

  private func writeArray(to writer: inout Writer) {
    writer.write("cnumpy.core.multiarray\n_reconstruct\n", isKept: true)
    writer.write("cnumpy\nndarray\n", isKept: true)
    writer.write(0)
    writer.bytes += [0x85]
    writer.write(text: Array("b".utf8))
    writer.bytes += [0x87]
    writer.write("R", isKept: true)
    writer.write("(")
    writer.write(1)
    for size in shape { writer.write(size) }
    writer.bytes += [0x86]
    writer.write("cnumpy\ndtype\n", isKept: true)
    writer.write(text: Array("u1".utf8))
    writer.write(0)
    writer.write(1)
    writer.bytes += [0x87]
    writer.write("R", isKept: true)
    writer.write("(")
    writer.write(3)
    writer.write(text: Array("|".utf8))
    writer.write("NNN")
    writer.write(-1)
    writer.write(-1)
    writer.write(0)
    writer.write("tb")
    writer.bytes += [0x89]
    writer.write(text: pixels)
    writer.write("tb")
  }
}

/// What writes opcodes, and numbers what it keeps from 1 on.
private struct Writer {
  var bytes: [UInt8] = [0x80, 2]
  private var kept = 0

  mutating func write(_ opcodes: String, isKept: Bool = false) {
    bytes += Array(opcodes.utf8)
    if isKept { keep() }
  }

  mutating func write(text: [UInt8], isKept: Bool = false) {
    bytes += text.count < 256 ? [0x55, UInt8(text.count)] : [0x54] + fourBytes(text.count)
    bytes += text
    if isKept { keep() }
  }

  mutating func write(_ number: Int) {
    switch number {
    case 0..<256: bytes += [0x4B, UInt8(number)]
    case 256..<65_536: bytes += [0x4D] + fourBytes(number).prefix(2)
    default: bytes += [0x4A] + fourBytes(number)
    }
  }

  private mutating func keep() {
    kept += 1
    bytes += kept < 256 ? [0x71, UInt8(kept)] : [0x72] + fourBytes(kept)
  }

  private func fourBytes(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
