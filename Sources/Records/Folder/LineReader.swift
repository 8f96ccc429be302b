internal import Files
internal import Foundation
internal import Tracking

/// Reads what is new in a file that grows by lines.
struct LineReader<Value> {
  /// What was found.
  struct Growth {
    /// Of the lines that are new.
    var values: [(line: Int, value: Value)] = []
    /// Behind the last of them.
    var place: LinePlace
    /// Whether the file is not the one that was read before with lines behind it: then all of it is new.
    var isAnew = false
    /// What is wrong with the line at the place, or with the file.
    var fault: RunError?
  }

  let file: URL
  /// Decodes a line with its line break; errors have its number.
  let decode: (_ line: Data, _ number: Int) throws(RunError) -> Value

  /// Reads the lines behind a place; one that is torn waits until it is whole.
  ///
  /// - Parameters:
  ///   - place: Up to where the file was read before.
  ///   - hasChanged: Whether the file has changed since: without being longer, it is another one.
  /// - Returns: What is new.
  func read(after place: LinePlace, hasChanged: Bool) -> Growth {
    do throws(RunError) {
      guard let handle = try open() else {
        return Growth(place: .beginning, isAnew: place != .beginning)
      }
      let stamp = FileStamp(descriptor: handle.fileDescriptor)
      let (number, size) = (stamp?.number ?? 0, stamp?.size ?? 0)
      // One that was cut is shorter than what was read of it.
      if place.end <= size {
        let data = try bytes(of: handle, from: place.start, size)
        let known = place.end - place.start
        let isAnother =
          Self.digest(data.prefix(known), in: number) != place.last
          || hasChanged && data.count == known
        if place == .beginning || !isAnother {
          return decoded(data.dropFirst(known), Growth(place: place), in: number)
        }
      }
      let data = try bytes(of: handle, from: 0, size)
      return decoded(data, Growth(place: .beginning, isAnew: true), in: number)
    } catch {
      return Growth(place: .beginning, isAnew: true, fault: error)
    }
  }

  private func decoded(_ data: Data, _ found: Growth, in number: UInt64) -> Growth {
    var found = found
    var rest = data
    while let lineBreak = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = Data(rest[...lineBreak])
      do throws(RunError) {
        found.values.append((found.place.lines + 1, try decode(line, found.place.lines + 1)))
      } catch {
        found.fault = error
        break
      }
      found.place = found.place.behindLine(
        of: line.count, last: Self.digest(line, in: number))
      rest = rest[(lineBreak + 1)...]
    }
    return found
  }

  /// A line in a file of that number: when a run goes on, it writes another file in place of the one it cuts.
  private static func digest(_ line: Data, in number: UInt64) -> String {
    "\(number) \(hexadecimal(line.withUnsafeBytes { checksum($0) }))"
  }

  private func open() throws(RunError) -> FileHandle? {
    do throws(FileFailure) {
      return try RegularFile.open(file.path)
    } catch {
      throw .unreadable(path: error.path, reason: error.reason)
    }
  }

  private func bytes(
    of handle: FileHandle, from start: Int, _ size: Int
  ) throws(RunError) -> Data {
    guard HostMemory.has(size - start) else {
      throw .unreadable(path: file.path, reason: "Cannot allocate memory")
    }
    do {
      try handle.seek(toOffset: UInt64(start))
      return try handle.readToEnd() ?? Data()
    } catch {
      throw .unreadable(path: file.path, reason: systemReason(error))
    }
  }
}

extension LineReader where Value == EpochRecord {
  /// The lines of `metrics.jsonl`.
  static func metrics(of folder: RunFolder) -> LineReader {
    let file = folder.metrics
    return LineReader(file: file) { line, number throws(RunError) in
      try RunFolder.decodeMetrics(line, at: file.path, firstLine: number)[0]
    }
  }
}

extension LineReader where Value == SearchSnapshot {
  /// The lines of `snapshots.jsonl`.
  static func snapshots(of folder: RunFolder) -> LineReader {
    let file = folder.snapshots
    return LineReader(file: file) { line, number throws(RunError) in
      try RunFolder.decodeSnapshots(line, at: file.path, firstLine: number)[0]
    }
  }
}
