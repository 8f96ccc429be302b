internal import Files
internal import Foundation
package import Tracking

/// Reads the small files of a folder that was found, not made: only what is a file is read.
extension RunFolder {
  /// The configuration.
  package func foundConfiguration() throws(RunError) -> RunConfiguration {
    guard let data = try bytes(of: configuration) else { throw .missing(path: configuration.path) }
    return try Self.decodeConfiguration(data, at: configuration.path)
  }

  /// The result; nil where there is none yet.
  func foundSummary() throws(RunError) -> Summary? {
    guard let data = try bytes(of: summary) else { return nil }
    return try Self.decode(Summary.self, from: data, at: summary.path)
  }

  /// The epochs so far.
  func foundMetrics() throws(RunError) -> [EpochRecord] {
    try Self.decodeMetrics(bytes(of: metrics) ?? Data(), at: metrics.path)
  }

  private func bytes(of file: URL) throws(RunError) -> Data? {
    do throws(FileFailure) {
      return try RegularFile.bytes(of: file)
    } catch {
      throw .unreadable(path: error.path, reason: error.reason)
    }
  }
}
