import Files
import Foundation

/// A file from the network, fetched by the system's curl.
///
/// Not URLSession: on Linux that links every user of this module with libcurl, which breaks
/// programs that carry the Swift runtime in themselves.
struct Download {
  /// Why a transfer did not end with the right file.
  enum Failure: Error {
    /// The network, the server, or the content that it sent.
    case transfer(reason: String)
    /// The disk.
    case writing(reason: String)
  }

  /// The URL of the file.
  let address: String
  let file: Distribution.RemoteFile
  /// The environment of curl: where it is found, and proxies.
  let environment: [String: String]

  /// Fetches the file and checks its hash.
  ///
  /// - Parameters:
  ///   - target: The file to write; what is there is replaced.
  ///   - progress: Receives an event about every megabyte.
  /// - Throws: `Failure`; a part of the file may then be left at `target`.
  func write(
    to target: URL, progress: (LoadProgress) -> Void
  ) throws(Failure) {
    let curl = Process()
    let output = Pipe()
    let messages = Pipe()
    curl.executableURL = URL(filePath: "/usr/bin/env")
    curl.arguments = [
      "curl", "--fail", "--location", "--silent", "--show-error", "--connect-timeout", "30",
      "--speed-limit", "1", "--speed-time", "60", "--url", address,
    ]
    curl.environment = environment
    curl.standardInput = FileHandle.nullDevice
    curl.standardOutput = output
    curl.standardError = messages
    let end: ProcessEnd
    do {
      end = try curl.start()
    } catch {
      throw .transfer(reason: sentence(error))
    }
    defer { curl.terminate() }
    try copy(output.fileHandleForReading, to: target, progress: progress)
    let message = messages.fileHandleForReading.readDataToEndOfFile()
    end.wait()
    guard curl.terminationStatus == 0 else {
      let reason = String(decoding: message, as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
        .replacing(#/^curl: \(\d+\) /#, with: "")
      throw .transfer(reason: reason.isEmpty ? "curl was stopped" : reason)
    }
    try check(target)
  }

  private func copy(
    _ source: FileHandle, to target: URL, progress: (LoadProgress) -> Void
  ) throws(Failure) {
    do {
      try Data().write(to: target)
      let handle = try FileHandle(forWritingTo: target)
      defer { try? handle.close() }
      var received = 0
      while let data = try source.read(upToCount: 1 << 20), !data.isEmpty {
        received += data.count
        guard received <= file.byteCount else {
          throw Failure.transfer(reason: "the file sent has more than \(file.byteCount) bytes")
        }
        try handle.write(contentsOf: data)
        progress(
          .download(address: address, received: received, total: file.byteCount))
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .writing(reason: sentence(error))
    }
  }

  private func check(_ target: URL) throws(Failure) {
    let content: Data
    do {
      content = try Data(contentsOf: target, options: .mappedIfSafe)
    } catch {
      throw .writing(reason: sentence(error))
    }
    let found = content.withUnsafeBytes { Digest.sha256($0) }
    guard found == file.sha256 else {
      throw .transfer(
        reason: "the file sent has SHA-256 \(found.prefix(8))..., not \(file.sha256.prefix(8))...")
    }
  }
}

/// What went wrong, without a full stop, to be put into a sentence.
///
/// Foundation wraps the system's errors in its own, whose texts leave the reason out.
func sentence(_ error: any Error) -> String {
  if let failure = error as? FileFailure { return failure.reason }
  let whole = error as NSError
  let cause = (whole.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? whole
  if cause.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(cause.code))) }
  let text = error.localizedDescription
  return text.hasSuffix(".") ? String(text.dropLast()) : text
}
