public import Foundation

/// Which data set is wanted, and where its files are if the user said so.
public struct DatasetLocation: Hashable, Sendable {
  /// The data set.
  public let dataset: Dataset
  /// The folder with its files or its archive, or for CIFAR the archive itself; nil to look in the usual places.
  ///
  /// The usual places are the copy that comes with the library (Fashion-MNIST), then the cache of
  /// downloads.
  public let directory: URL?

  /// Names a data set and where its files are.
  public init(_ dataset: Dataset, directory: URL? = nil) {
    self.dataset = dataset
    // Absolute, so that errors give the full path.
    self.directory = directory?.absoluteURL.standardizedFileURL
  }
}
