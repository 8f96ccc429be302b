internal import Files
public import Foundation

extension Safetensors {
  /// Reads a file onto a device.
  /// - Throws: `Failure` that names the file and what is wrong with it.
  public init(contentsOf url: URL, device: Device = .cpu) throws(Failure) {
    let contents: Data?
    do throws(FileFailure) {
      contents = try DurableFile.contents(of: url)
    } catch {
      throw .unreadable(path: url.path, reason: error.reason)
    }
    guard let data = contents else { throw .missing(path: url.path) }
    self.tensors = [:]
    self.metadata = [:]
    do throws(Malformed) {
      try decode(data, device: device)
    } catch {
      throw .malformed(path: url.path, reason: error.reason)
    }
  }

  /// Reads the bytes of a file onto the CPU.
  /// - Throws: `Failure.malformed`
  package init(_ bytes: Data) throws(Failure) {
    self.tensors = [:]
    self.metadata = [:]
    do throws(Malformed) {
      try decode(bytes, device: .cpu)
    } catch {
      throw .malformed(path: "memory", reason: error.reason)
    }
  }

  struct Malformed: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private mutating func decode(_ data: Data, device: Device) throws(Malformed) {
    guard data.count >= 8 else {
      throw Malformed("it has \(data.count) bytes, expected at least 8")
    }
    let length = data.prefix(8).enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << (8 * $1.offset)
    }
    guard length <= UInt64(data.count - 8) else {
      throw Malformed("its header claims \(length) bytes, but only \(data.count - 8) follow")
    }
    let body = data.dropFirst(8 + Int(length))
    let header = data.dropFirst(8).prefix(Int(length))
    guard let object = (try? JSONSerialization.jsonObject(with: header)) as? [String: Any] else {
      throw Malformed("its header is not a JSON object")
    }
    if let metadata = object["__metadata__"] as? [String: Any],
      let checksum = metadata[Self.checksumKey]
    {
      guard Self.checksum(of: data, headerEnd: 8 + Int(length)) == checksum as? String else {
        throw Malformed("its bytes do not fit its checksum: it is damaged, or was changed")
      }
      hasChecksum = true
    }
    var places: [(range: Range<Int>, name: String)] = []
    for (name, value) in object {
      if name == "__metadata__" {
        guard let text = value as? [String: String] else {
          throw Malformed("its metadata is not a table of texts")
        }
        metadata = text.filter { $0.key != Self.checksumKey }
      } else {
        let place: Range<Int>
        (tensors[name], place) = try Self.tensor(
          named: name, entry: value, body: body, device: device)
        places.append((place, name))
      }
    }
    try Self.check(places, fill: body.count)
  }

  /// The format demands that the tensors lie one behind the other and fill the file.
  private static func check(
    _ places: [(range: Range<Int>, name: String)], fill size: Int
  ) throws(Malformed) {
    var next = 0
    for (range, name) in places.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      guard range.lowerBound == next else {
        throw Malformed("tensor \(name) begins at byte \(range.lowerBound), expected \(next)")
      }
      next = range.upperBound
    }
    guard next == size else {
      throw Malformed("it ends with \(size - next) bytes that belong to no tensor")
    }
  }

  private static func tensor(
    named name: String, entry: Any, body: Data, device: Device
  ) throws(Malformed) -> (Tensor, Range<Int>) {
    guard let entry = entry as? [String: Any], let typeName = entry["dtype"] as? String,
      let shape = entry["shape"] as? [Int], let offsets = entry["data_offsets"] as? [Int],
      offsets.count == 2
    else { throw Malformed("the entry of tensor \(name) lacks dtype, shape or data_offsets") }
    guard let type = typeNames.first(where: { $0.value == typeName })?.key else {
      throw Malformed("tensor \(name) has type \(typeName), which is not supported")
    }
    let (start, end) = (offsets[0], offsets[1])
    guard start >= 0, start <= end, end <= body.count else {
      throw Malformed(
        "tensor \(name) lies at bytes \(start) to \(end), but the file holds \(body.count)")
    }
    // An empty dimension counts as 1 here, as in libtorch's strides: those may not overflow either.
    var extent = type.size
    for dimension in shape {
      let (product, overflow) = extent.multipliedReportingOverflow(by: max(dimension, 1))
      guard dimension >= 0, !overflow else { throw Malformed("tensor \(name) has shape \(shape)") }
      extent = product
    }
    let size = shape.contains(0) ? 0 : extent
    guard size == end - start else {
      throw Malformed("tensor \(name) of shape \(shape) wants \(size) bytes, not \(end - start)")
    }
    let bytes = body.dropFirst(start).prefix(size)
    let tensor = bytes.withUnsafeBytes {
      Tensor(bytes: $0, shape: shape, type: type, device: device)
    }
    return (tensor, start..<end)
  }
}
