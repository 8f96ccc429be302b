internal import Foundation

// The checksum is a text in the metadata, so that every reader of the format can read the file. It is the XXH64 of the
// tensors' bytes, seeded with the XXH64 of all bytes before them, in which zeros stand in its own place.
extension SafetensorsFile {
  static let checksumKey = "xxh64"
  static let checksumPlaceholder = String(repeating: "0", count: 16)

  /// Puts the checksum of a whole file in the place that was left for it.
  static func insertChecksum(into data: inout Data, headerEnd: Int) {
    guard let place = checksumPlace(in: data, headerEnd: headerEnd),
      let checksum = checksum(of: data, headerEnd: headerEnd)
    else { preconditionFailure("a header without a place for the checksum") }
    data.replaceSubrange(place, with: Data(checksum.utf8))
  }

  /// The checksum that a file should have; nil where it has none in the form that is written here.
  static func checksum(of data: Data, headerEnd: Int) -> String? {
    guard let place = checksumPlace(in: data, headerEnd: headerEnd) else { return nil }
    var header = data.prefix(headerEnd)
    header.replaceSubrange(place, with: Data(checksumPlaceholder.utf8))
    let seed = header.withUnsafeBytes { Files.checksum($0) }
    return hexadecimal(
      data.dropFirst(headerEnd).withUnsafeBytes { Files.checksum($0, seed: seed) })
  }

  /// Where the digits stand: quotes within names and texts are escaped, so nothing else looks so.
  private static func checksumPlace(in data: Data, headerEnd: Int) -> Range<Int>? {
    let key = Data("\"\(checksumKey)\":\"".utf8)
    guard let found = data.range(of: key, in: 0..<headerEnd),
      found.upperBound + checksumPlaceholder.utf8.count <= headerEnd
    else { return nil }
    return found.upperBound..<(found.upperBound + checksumPlaceholder.utf8.count)
  }
}
