import CArchive
package import Foundation

/// A file that may be compressed, or a tar archive, opened with libarchive.
///
/// The content decides whether it is compressed, with gzip or xz: names are not to be trusted, as
/// browsers unpack what they download and leave it its name.
package final class ArchiveReader {
  /// What a file is when it is unpacked.
  package enum Form {
    /// One file.
    case single
    /// A tar archive.
    case tar
  }

  private let handle: OpaquePointer
  private let path: String

  /// Opens a file.
  ///
  /// - Throws: `DatasetError.unreadable`, or `.invalid` if the file is not of that form.
  package convenience init(_ url: URL, form: Form = .single) throws(DatasetError) {
    try self.init(path: url.path(percentEncoded: false), form: form) { handle, path in
      archive_read_open_filename(handle, path, 1 << 18)
    }
  }

  /// Opens bytes in memory, which have to stay there.
  ///
  /// - Throws: `DatasetError.invalid` if they are not of that form.
  package convenience init(
    _ bytes: UnsafeRawBufferPointer, form: Form = .single
  ) throws(DatasetError) {
    try self.init(path: "memory", form: form) { handle, _ in
      archive_read_open_memory(handle, bytes.baseAddress, bytes.count)
    }
  }

  private init(
    path: String, form: Form, open: (OpaquePointer, String) -> Int32
  ) throws(DatasetError) {
    self.path = path
    guard let handle = archive_read_new() else {
      throw .unreadable(path: path, reason: "out of memory")
    }
    self.handle = handle
    archive_read_support_filter_gzip(handle)
    archive_read_support_filter_xz(handle)
    switch form {
    case .single: archive_read_support_format_raw(handle)
    case .tar: archive_read_support_format_tar(handle)
    }
    archive_read_support_format_empty(handle)
    guard open(handle, path) >= ARCHIVE_WARN else { throw failure() }
    // Each layer may be a thousand times as long as the one around it.
    guard archive_filter_count(handle) <= 2 else {
      throw .invalid(path: path, fault: .compression(reason: "compressed more than once"))
    }
  }

  deinit { archive_read_free(handle) }

  /// Moves to the next file and returns its path in the archive; nil after the last one.
  package func nextMember() throws(DatasetError) -> String? {
    var entry: OpaquePointer?
    let status = archive_read_next_header(handle, &entry)
    guard status != ARCHIVE_EOF else { return nil }
    guard status >= ARCHIVE_WARN else { throw failure() }
    return archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
  }

  /// Reads the current file, but not more than `limit` bytes of it.
  package func read(limit: Int) throws(DatasetError) -> [UInt8] {
    var received = 1
    let content = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      while received > 0, count < limit {
        let rest = UnsafeMutableBufferPointer(rebasing: buffer[count...])
        received = archive_read_data(handle, rest.baseAddress, rest.count)
        count += max(received, 0)
      }
    }
    guard received >= 0 else { throw failure() }
    return content
  }

  /// The last failure: the system's if it has a system error number, else the file's.
  private func failure() -> DatasetError {
    let code = archive_errno(handle)
    // libarchive gives EILSEQ (EFTYPE where there is one) or -1 to files of a wrong form.
    #if canImport(Darwin)
      let isSystemFailure = code > 0 && code != EILSEQ && code != EFTYPE
    #else
      let isSystemFailure = code > 0 && code != EILSEQ
    #endif
    if isSystemFailure {
      return .unreadable(path: path, reason: String(cString: strerror(code)))
    }
    let reason = archive_error_string(handle).map { String(cString: $0) } ?? "ends early"
    return .invalid(path: path, fault: .compression(reason: reason))
  }
}
