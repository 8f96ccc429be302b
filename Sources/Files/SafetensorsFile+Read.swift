package import Foundation

extension SafetensorsFile {
  /// Reads the header of a file and checks all that it says.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `Malformed`, whatever the bytes are.
  package init(_ bytes: Data) throws(Malformed) {
    // Places in the file are counted from 0.
    let data = bytes.startIndex == 0 ? bytes : Data(bytes)
    guard data.count >= 8 else {
      throw Malformed("it has \(data.count) bytes, expected at least 8")
    }
    let length = data.prefix(8).enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << (8 * $1.offset)
    }
    guard length <= UInt64(data.count - 8) else {
      throw Malformed("its header claims \(length) bytes, but only \(data.count - 8) follow")
    }
    body = data.dropFirst(8 + Int(length))
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
    for (name, value) in object {
      if name == "__metadata__" {
        guard let text = value as? [String: String] else {
          throw Malformed("its metadata is not a table of texts")
        }
        metadata = text.filter { $0.key != Self.checksumKey }
      } else {
        entries[name] = try Entry(named: name, value, within: body.count)
      }
    }
    try checkThatEntriesFill(body.count)
  }

  /// The format demands that the tensors lie one behind the other and fill the file.
  private func checkThatEntriesFill(_ size: Int) throws(Malformed) {
    var next = 0
    for (name, entry) in entries.sorted(by: {
      ($0.value.range.lowerBound, $0.value.range.upperBound)
        < ($1.value.range.lowerBound, $1.value.range.upperBound)
    }) {
      guard entry.range.lowerBound == next else {
        throw Malformed("tensor \(name) begins at byte \(entry.range.lowerBound), expected \(next)")
      }
      next = entry.range.upperBound
    }
    guard next == size else {
      throw Malformed("it ends with \(size - next) bytes that belong to no tensor")
    }
  }
}

extension SafetensorsFile.Entry {
  /// Reads an entry of a header before `size` bytes of tensors.
  fileprivate init(
    named name: String, _ value: Any, within size: Int
  ) throws(SafetensorsFile.Malformed) {
    typealias Malformed = SafetensorsFile.Malformed
    guard let entry = value as? [String: Any], let typeName = entry["dtype"] as? String,
      let shape = entry["shape"] as? [Int], let offsets = entry["data_offsets"] as? [Int],
      offsets.count == 2
    else { throw Malformed("the entry of tensor \(name) lacks dtype, shape or data_offsets") }
    guard let type = SafetensorsFile.ElementType(rawValue: typeName) else {
      throw Malformed("tensor \(name) has type \(typeName), which is not supported")
    }
    let (start, end) = (offsets[0], offsets[1])
    guard start >= 0, start <= end, end <= size else {
      throw Malformed("tensor \(name) lies at bytes \(start) to \(end), but the file holds \(size)")
    }
    // An empty dimension counts as 1 here, as in libtorch's strides: those may not overflow either.
    var extent = type.size
    for dimension in shape {
      let (product, overflow) = extent.multipliedReportingOverflow(by: max(dimension, 1))
      guard dimension >= 0, !overflow else { throw Malformed("tensor \(name) has shape \(shape)") }
      extent = product
    }
    let wanted = shape.contains(0) ? 0 : extent
    guard wanted == end - start else {
      throw Malformed("tensor \(name) of shape \(shape) wants \(wanted) bytes, not \(end - start)")
    }
    self.init(type: type, shape: shape, range: start..<end)
  }
}
