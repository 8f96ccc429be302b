package import Foundation
package import Tracking

/// Looks at runs in their folders, for those who show many of them without an index.
package enum RunLook {
  /// The paths of all run folders in a folder, relative to it, in order.
  package static func paths(in folder: URL) -> [String] { RunFolders.paths(in: folder) }

  /// What the small files of a run's folder say, however damaged it is.
  package static func record(of run: RunFolder, path: String) -> RunRecord {
    FolderReading(run, path: path, fingerprint: Fingerprint(run)).record
  }

  /// A text that is another one when something in the folder has changed; nothing is read for it.
  package static func stamp(of run: RunFolder) -> String { Fingerprint(run).text }
}
