public import Architectures
public import Foundation

/// Reads data sets: finds the files, downloads them if need be, checks and decodes them.
public struct DatasetReader: Sendable {
  /// What is read, and from where.
  public let location: DatasetLocation
  let distribution: Distribution
  let cache: DownloadCache

  /// Makes a reader; nothing is looked up before `load`.
  public init(_ location: DatasetLocation) {
    self.init(
      location, distribution: location.dataset.distribution,
      cache: DownloadCache(environment: ProcessInfo.processInfo.environment))
  }

  init(_ location: DatasetLocation, distribution: Distribution, cache: DownloadCache) {
    self.location = location
    self.distribution = distribution
    self.cache = cache
  }

  /// What is read.
  public var description: DatasetDescription { distribution.dataset }

  /// The folder or archive that the files are read from.
  ///
  /// That is the given one, else the copy that comes with the library, else the folder in
  /// `${XDG_CACHE_HOME:-~/.cache}/swift-nas/datasets` that downloads go to.
  public var directory: URL {
    localDirectory ?? cache.folder(of: description)
  }

  private var localDirectory: URL? {
    location.directory ?? BundledFiles.folder(of: location.dataset)
  }

  /// Whether the files of both parts are there; nothing is downloaded or read.
  public var isPresent: Bool {
    Split.allCases.allSatisfy { split in
      (try? FileSource(of: distribution.part(split), in: distribution, at: directory)) != nil
    }
  }

  /// Reads one part of the data set, after downloading what is neither given, bundled nor cached.
  ///
  /// Reading takes 0.2 s for Fashion-MNIST and 0.4 s for CIFAR-10, with `.xz` files 8 s.
  ///
  /// - Parameters:
  ///   - split: The part to read.
  ///   - progress: Receives the progress of downloads.
  /// - Returns: The images and labels in the order of the files.
  /// - Throws: `DatasetError`, whose description is a sentence for the user.
  public func load(
    _ split: Split, progress: (LoadProgress) -> Void = { _ in }
  ) throws(DatasetError) -> ImageSet {
    try PartReader(
      dataset: description, part: distribution.part(split),
      source: source(of: split, progress: progress)
    ).read()
  }

  /// Looks for the files of one part without reading them, after downloading them if need be.
  ///
  /// - Parameters:
  ///   - split: The part to look for.
  ///   - progress: Receives the progress of downloads.
  /// - Throws: `DatasetError.missing` with the first file that is not there.
  public func locate(
    _ split: Split, progress: (LoadProgress) -> Void = { _ in }
  ) throws(DatasetError) {
    _ = try source(of: split, progress: progress)
  }

  private func source(
    of split: Split, progress: (LoadProgress) -> Void
  ) throws(DatasetError) -> FileSource {
    if localDirectory == nil {
      try cache.fill(with: distribution, progress: progress)
    }
    return try FileSource(of: distribution.part(split), in: distribution, at: directory)
  }
}
