internal import Architectures
internal import Dispatch
internal import Files
internal import Foundation
internal import Images
internal import Synchronization

/// Decodes many files at once.
struct FolderDecoder: Sendable {
  /// What became of a file.
  enum Outcome: Sendable {
    /// Its pixels are there. `hash` is the SHA-256 of its bytes.
    case picture(hash: String, isGrey: Bool)
    /// It is no picture, and does not call itself one.
    case other
    /// It should be one.
    case fault(String)
  }

  /// The files, in their order.
  let files: [FolderScan.File]
  /// The size and channels of the images.
  let shape: ImageShape

  /// Decodes all files, on all cores.
  ///
  /// - Parameters:
  ///   - pixels: Receives the images one behind the other, height x width x channels; what is no picture leaves a gap.
  ///   - progress: Receives the number of files that are done, some times a second.
  /// - Returns: What became of each file.
  func decode(
    into pixels: UnsafeMutableBufferPointer<UInt8>, progress: (_ done: Int) -> Void
  ) -> [Outcome] {
    let size = shape.channels * shape.area
    precondition(pixels.count == files.count * size, "expected room for \(files.count) images")
    let shared = Shared(count: files.count)
    // Each worker writes to places of its own, and all have ended before this returns.
    nonisolated(unsafe) let target = pixels
    let work = DispatchGroup()
    for _ in 0..<max(1, min(ProcessInfo.processInfo.activeProcessorCount, files.count)) {
      DispatchQueue.global().async(group: work) {
        while let index = shared.next() {
          let slot = UnsafeMutableBufferPointer(
            rebasing: target[index * size..<(index + 1) * size])
          shared.finish(index, Self.decode(files[index].entry.path, shape, into: slot))
        }
      }
    }
    progress(0)
    while work.wait(timeout: .now() + .milliseconds(200)) == .timedOut { progress(shared.done) }
    progress(files.count)
    return shared.outcomes
  }

  /// What the workers share.
  private final class Shared: Sendable {
    private let count: Int
    private let taken = Atomic(0)
    private let finished: Mutex<(list: [Outcome?], done: Int)>

    init(count: Int) {
      self.count = count
      finished = Mutex(([Outcome?](repeating: nil, count: count), 0))
    }

    /// The place of a file that nobody has taken; nil after the last.
    func next() -> Int? {
      let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < count ? index : nil
    }

    func finish(_ index: Int, _ outcome: Outcome) {
      finished.withLock { state in
        state.list[index] = outcome
        state.done += 1
      }
    }

    var done: Int { finished.withLock { $0.done } }
    var outcomes: [Outcome] { finished.withLock { $0.list.compactMap(\.self) } }
  }

  /// Decodes one file.
  static func decode(
    _ path: String, _ shape: ImageShape, into target: UnsafeMutableBufferPointer<UInt8>
  ) -> Outcome {
    do {
      guard let bytes = try contents(of: path) else { return .other }
      let file = try ImageFile(bytes)
      _ = target.update(fromContentsOf: try Picture(decoding: file).prepared(for: shape))
      return .picture(hash: bytes.withUnsafeBytes { Digest.sha256($0) }, isGrey: file.isGrey)
    } catch {
      return .fault("\(error)")
    }
  }

  /// Larger files are refused.
  private static let mostBytes = 1 << 29

  /// The bytes of a file; nil for one that is no picture and does not call itself one.
  private static func contents(of path: String) throws -> [UInt8]? {
    let url = URL(filePath: path)
    let handle: FileHandle
    do {
      handle = try FileHandle(forReadingFrom: url)
    } catch {
      throw Unreadable(reason: sentence(error))
    }
    defer { try? handle.close() }
    let start = try read(handle, upTo: ImageFormat.signatureLength)
    let ending = url.pathExtension.lowercased()
    if ImageFormat(start) == nil, !endings.contains(ending) { return nil }
    let bytes = start + (try read(handle, upTo: mostBytes))
    guard bytes.count <= mostBytes else {
      throw Unreadable(reason: "it has more than \(mostBytes) bytes")
    }
    return bytes
  }

  private static func read(_ handle: FileHandle, upTo count: Int) throws -> [UInt8] {
    do {
      return Array(try handle.read(upToCount: count) ?? Data())
    } catch {
      throw Unreadable(reason: sentence(error))
    }
  }

  /// What files of pictures are called.
  private static let endings: Set = [
    "png", "apng", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "bmp", "tif", "tiff", "heic",
    "heif", "avif", "jxl", "jp2", "psd",
  ]

  private struct Unreadable: Error, CustomStringConvertible {
    let reason: String
    var description: String { "could not be read (\(reason)), expected a readable file" }
  }
}
