internal import Architectures
internal import Datasets
internal import Foundation
internal import Tracking
internal import Training

/// The training images of a run and who learns from which.
struct HMNASImages {
  let training: DeviceImageSet
  /// The supernet's weights: 80 % in the paper.
  let searchIndices: [Int32]
  /// alpha and beta: the others.
  let validationIndices: [Int32]
  /// Masks and fine-tuning: all.
  let allIndices: [Int32]

  /// Reads the training set; never the test set.
  init(_ run: HMNASRun) throws {
    let set = try run.reader.load(.training, progress: run.report)
    // Looked for, not read: a long run must not end for want of the test set.
    try run.reader.locate(.test, progress: run.report)
    let every = Array(Int32(0)..<Int32(set.count))
    let wanted = run.options.data.trainingImages
    guard wanted <= set.count else {
      throw ConfigurationError.invalid(
        key: "training-images", value: "\(wanted)",
        expected: "at most \(set.count), the size of \(run.dataset.title)'s training set")
    }
    allIndices =
      wanted == 0
      ? every
      : StratifiedSplit.subset(
        count: wanted, of: every, labels: set.labels, classes: set.classes,
        seed: run.seed.derived("subset").value)
    let heldOut = Int((run.options.data.validationFraction * Double(allIndices.count)).rounded())
    validationIndices = StratifiedSplit.subset(
      count: heldOut, of: allIndices, labels: set.labels, classes: set.classes,
      seed: run.seed.derived("validation split").value)
    let validation = Set(validationIndices)
    searchIndices = allIndices.filter { !validation.contains($0) }
    training = DeviceImageSet(
      set, normalization: run.dataset.normalization, device: run.device)
    try check(run.options)
  }

  /// Bytes of the images in memory.
  var bytes: Int { training.bytes }

  private func check(_ options: HMNASOptions) throws(ConfigurationError) {
    let sizes = [
      ("search-batch-size", options.search.batchSize, searchIndices.count),
      ("search-batch-size", options.search.batchSize, validationIndices.count),
      ("mask-batch-size", options.masking.batchSize, allIndices.count),
      ("tune-batch-size", options.tuning.batchSize, allIndices.count),
    ]
    for (key, size, images) in sizes where size > images {
      throw .invalid(
        key: key, value: "\(size)", expected: "at most \(images), the images there are to draw from"
      )
    }
  }
}

extension HMNASRun {
  /// Where the run's data come from.
  var reader: DatasetReader {
    DatasetReader(
      DatasetLocation(
        dataset, directory: configuration.dataDirectory.map { URL(filePath: $0) }))
  }

  /// Passes the progress of a download on.
  func report(_ progress: DownloadProgress) { context.observer(.download(progress)) }
}
