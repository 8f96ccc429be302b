import Architectures
import Foundation

/// The data that comes with the library.
enum BundledFiles {
  /// The folder of a data set beside the program; nil if it does not come with it.
  ///
  /// Not `Bundle.module`, which ends the process when only the program itself was copied to
  /// another machine: then the cache or `--data-dir` serve.
  static func folder(of dataset: Dataset) -> URL? {
    guard dataset.distribution.isBundled else { return nil }
    let main = Bundle.main
    let own = Bundle(for: Anchor.self)
    let places = [main.bundleURL, main.resourceURL, own.resourceURL, own.bundleURL]
      .compactMap(\.self)
    // A test bundle of macOS lies beside the resources, not around them.
    return (places + places.map { $0.deletingLastPathComponent() }).lazy
      .flatMap(resources(in:))
      .map { $0.appending(path: dataset.name) }
      .first { FileManager.default.fileExists(atPath: $0.path(percentEncoded: false)) }
  }

  /// The resources of this module in a folder: `<package>_Datasets.resources`, on macOS `.bundle`.
  private static func resources(in folder: URL) -> [URL] {
    let contents = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (contents ?? []).filter { url in
      ["resources", "bundle"].contains(url.pathExtension)
        && url.deletingPathExtension().lastPathComponent.hasSuffix("_Datasets")
    }
  }

  private final class Anchor {}
}
