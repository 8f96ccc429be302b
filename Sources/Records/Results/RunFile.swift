internal import Foundation
internal import Tracking

/// A file in a run's folder.
public struct RunFile: Codable, Hashable, Sendable {
  /// Relative to the folder, such as `checkpoint/latest.safetensors`.
  public var name: String
  /// Its size.
  public var bytes: Int

  /// The files of a run, its checkpoints and what was exported, by name; hidden ones are none of a run's.
  ///
  /// Those of a verdict belong to runs of their own. What is behind a link is elsewhere.
  static func all(in folder: RunFolder) -> [RunFile] {
    let path = folder.url.path + "/"
    let inner = ["checkpoint", "export"].filter { FileStamp(path + $0)?.isFolder == true }
    let files = ([""] + inner.map { $0 + "/" }).flatMap { place -> [RunFile] in
      let names = try? FileManager.default.contentsOfDirectory(atPath: path + place)
      return (names ?? []).filter { !$0.hasPrefix(".") }.compactMap { name in
        guard let stamp = FileStamp(path + place + name), stamp.isFile else { return nil }
        return RunFile(name: place + name, bytes: stamp.size)
      }
    }
    return files.sorted { $0.name < $1.name }
  }
}
