internal import Architectures
internal import Foundation
internal import Torch
internal import Tracking

/// A complete run of a comparison.
public struct ComparedRun: Codable, Hashable, Sendable {
  /// What made it, such as `hm-nas` or `mobilenet`.
  public var name: String
  /// Its seed.
  public var seed: UInt64
  /// On the test set, in [0, 1].
  public var accuracy: Double
  /// Of the final network.
  public var parameters: Int
  /// Of the final network, for one image.
  public var multiplyAdds: Int
  /// Epochs of the final training, where they are known.
  public var epochs: Int?
  /// For one image with one thread, as measured just now.
  public var milliseconds: Double
  /// Of all stages, the test included.
  public var seconds: Double

  /// The complete runs in a folder, by name and seed; `<name>-<seed>` is what theirs are called.
  static func all(
    in folder: URL, images: DatasetDescription, device: Device?
  ) throws -> [ComparedRun] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let meter = LatencyMeter(device: device ?? .cpu)
    return try names.compactMap { name in
      let run = RunFolder(folder.appending(path: name))
      guard let dash = name.lastIndex(of: "-"), let seed = UInt64(name[dash...].dropFirst()),
        run.has(run.summary)
      else { return nil }
      let summary = try run.read(Summary.self, from: run.summary)
      let seconds = try meter.seconds(
        run.readArchitecture(), image: images.imageShape, classes: images.classes)
      return ComparedRun(
        name: String(name[..<dash]), seed: seed, accuracy: summary.testAccuracy,
        parameters: summary.parameters, multiplyAdds: summary.multiplyAdds,
        epochs: summary.stages.compactMap(\.epochs).first, milliseconds: seconds * 1000,
        seconds: summary.seconds["total"] ?? 0)
    }.sorted { ($0.name, $0.seed) < ($1.name, $1.seed) }
  }
}
