import CArchive
import Foundation

/// Compressed files for tests, written by libarchive.
enum Pack {
  /// The bytes as a gzip file.
  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    try pack([("data", bytes)]) { handle in
      archive_write_add_filter_gzip(handle)
      archive_write_set_format_raw(handle)
    }
  }

  /// The bytes as an xz file.
  static func xz(_ bytes: [UInt8]) throws -> [UInt8] {
    try pack([("data", bytes)]) { handle in
      archive_write_add_filter_xz(handle)
      archive_write_set_format_raw(handle)
    }
  }

  /// The named files as a tar archive compressed with gzip.
  static func tarGzip(_ members: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    try pack(members) { handle in
      archive_write_add_filter_gzip(handle)
      archive_write_set_format_ustar(handle)
    }
  }

  private struct Failure: Error {}

  private static func pack(
    _ members: [(name: String, bytes: [UInt8])], format: (OpaquePointer) -> Void
  ) throws -> [UInt8] {
    guard let handle = archive_write_new(), let entry = archive_entry_new() else {
      throw Failure()
    }
    defer {
      archive_entry_free(entry)
      archive_write_free(handle)
    }
    format(handle)
    let capacity = members.reduce(1 << 16) { $0 + 2 * $1.bytes.count }
    return try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard archive_write_open_memory(handle, buffer.baseAddress, capacity, &count) == ARCHIVE_OK
      else { throw Failure() }
      for member in members {
        archive_entry_clear(entry)
        archive_entry_set_pathname(entry, member.name)
        archive_entry_set_size(entry, Int64(member.bytes.count))
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_perm(entry, 0o644)
        archive_write_header(handle, entry)
        archive_write_data(handle, member.bytes, member.bytes.count)
      }
      guard archive_write_close(handle) == ARCHIVE_OK else { throw Failure() }
    }
  }
}
