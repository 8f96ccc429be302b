import CArchive
import Foundation

/// A compressed file or a tar archive, opened with libarchive.
final class ArchiveReader {
  /// How the content is packed.
  enum Packing {
    /// One file as it is.
    case plain
    /// One file compressed with gzip.
    case gzip
    /// One file compressed with xz.
    case xz
    /// A tar archive compressed with gzip.
    case tarGzip

    /// The packing of a file of a data set by the ending of its name.
    init(of url: URL) {
      switch url.pathExtension {
      case "gz": self = .gzip
      case "xz": self = .xz
      default: self = .plain
      }
    }

    /// The number of the compression in libarchive, and its name.
    fileprivate var compression: (code: Int32, name: String) {
      switch self {
      case .plain: (ARCHIVE_FILTER_NONE, "no")
      case .gzip, .tarGzip: (ARCHIVE_FILTER_GZIP, "gzip")
      case .xz: (ARCHIVE_FILTER_XZ, "xz")
      }
    }
  }

  private let handle: OpaquePointer
  private let path: String

  /// Opens a file.
  ///
  /// - Throws: `DatasetError.unreadable`, or `.invalid` if the file is not packed like that.
  init(_ url: URL, packing: Packing) throws(DatasetError) {
    path = url.path(percentEncoded: false)
    guard let handle = archive_read_new() else {
      throw .unreadable(path: path, reason: "out of memory")
    }
    self.handle = handle
    switch packing {
    case .plain: break
    case .gzip, .tarGzip: archive_read_support_filter_gzip(handle)
    case .xz: archive_read_support_filter_xz(handle)
    }
    switch packing {
    case .plain, .gzip, .xz: archive_read_support_format_raw(handle)
    case .tarGzip: archive_read_support_format_tar(handle)
    }
    archive_read_support_format_empty(handle)
    let status = archive_read_open_filename(handle, path, 1 << 18)
    guard status >= ARCHIVE_WARN else { throw failure() }
    // libarchive takes a file without a header of this compression as it is.
    let compression = packing.compression
    guard archive_filter_code(handle, 0) == compression.code else {
      throw .invalid(path: path, fault: .compression(reason: "no \(compression.name) header"))
    }
  }

  deinit { archive_read_free(handle) }

  /// Moves to the next file and returns its path in the archive; nil after the last one.
  func nextMember() throws(DatasetError) -> String? {
    var entry: OpaquePointer?
    let status = archive_read_next_header(handle, &entry)
    guard status != ARCHIVE_EOF else { return nil }
    guard status >= ARCHIVE_WARN else { throw failure() }
    return archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
  }

  /// Reads the current file, but not more than `limit` bytes of it.
  func read(limit: Int) throws(DatasetError) -> [UInt8] {
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
