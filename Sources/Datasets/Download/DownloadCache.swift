import Architectures
import Foundation

/// The folder of downloaded data sets of this user.
struct DownloadCache: Sendable {
  /// The folder that has one folder per data set.
  let root: URL
  private let environment: [String: String]

  /// The cache in `${XDG_CACHE_HOME:-~/.cache}/swift-nas/datasets`.
  init(environment: [String: String]) {
    root = CacheFolder.url(environment).appending(path: "datasets")
    self.environment = environment
  }

  /// The folder of one data set.
  func folder(of dataset: DatasetDescription) -> URL {
    root.appending(path: dataset.name)
  }

  /// Downloads what is not there yet.
  ///
  /// A file appears under its name only when it is complete and its hash is right; where there is
  /// none, no folder is left.
  func fill(
    with distribution: Distribution, progress: (LoadProgress) -> Void
  ) throws(DatasetError) {
    let folder = folder(of: distribution.dataset)
    defer {
      // A folder that is not empty stays.
      for folder in [folder, root] { rmdir(folder.path(percentEncoded: false)) }
    }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: folder.path(percentEncoded: false), reason: sentence(error))
    }
    for file in distribution.downloads {
      let target = folder.appending(path: file.name)
      let path = target.path(percentEncoded: false)
      guard !FileManager.default.fileExists(atPath: path) else { continue }
      let partial = folder.appending(path: ".\(file.name).\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: partial) }
      let download = Download(
        address: distribution.address + file.name, file: file, environment: environment)
      do throws(Download.Failure) {
        try download.write(to: partial, progress: progress)
      } catch {
        throw switch error {
        case .transfer(let reason):
          .download(
            dataset: distribution.dataset, address: download.address, reason: reason)
        case .writing(let reason):
          .unwritable(path: path, reason: reason)
        }
      }
      guard rename(partial.path(percentEncoded: false), path) == 0 else {
        throw .unwritable(path: path, reason: String(cString: strerror(errno)))
      }
    }
  }
}
