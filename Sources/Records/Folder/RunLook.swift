internal import Files
package import Foundation
package import Tracking

/// Looks at runs in their folders, for those who show many of them without an index.
package enum RunLook {
  /// The paths of all run folders in a folder, relative to it, in order.
  package static func paths(in folder: URL) -> [String] { RunFolders.paths(in: folder) }

  /// What the small files of a run's folder say, however damaged it is, and whether its lines can be read at all.
  package static func record(of run: RunFolder, path: String) -> RunRecord {
    var record = FolderReading(run, path: path, fingerprint: Fingerprint(run)).record
    if record.error == nil, let fault = fault(of: [run.metrics, run.snapshots]) {
      (record.state, record.error) = (.damaged, "\(fault)")
    }
    return record
  }

  /// Why a file cannot be opened; nil where all can, or are not there.
  private static func fault(of files: [URL]) -> RunError? {
    for file in files {
      do throws(FileFailure) {
        _ = try RegularFile.open(file.path)
      } catch {
        return .unreadable(path: error.path, reason: error.reason)
      }
    }
    return nil
  }

  /// A text that is another one when something in the folder has changed; nothing is read for it.
  package static func stamp(of run: RunFolder) -> String { Fingerprint(run).text }
}
