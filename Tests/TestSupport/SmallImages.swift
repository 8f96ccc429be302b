internal import Architectures
package import Foundation

@testable package import Datasets

extension DatasetReader {
  /// Writes a few images in the form of Fashion-MNIST into a folder, and gives what reads them.
  ///
  /// Each class is bright in rows of its own, under noise; every class has as many images, but for one.
  package static func small(training: Int, test: Int, in folder: URL) throws -> DatasetReader {
    func part(_ name: String, count: Int, seed: UInt64) throws -> Distribution.Part {
      let set = ImageSet.synthetic(count: count, side: 28, classes: 10, seed: seed)
      func write(_ name: String, _ dimensions: [Int], _ values: [UInt8]) throws
        -> Distribution.File
      {
        let header: [UInt8] = [0, 0, 8, UInt8(dimensions.count)]
        let sizes = dimensions.flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 255)] as [UInt8] }
        try Data(header + sizes + values).write(to: folder.appending(path: name))
        return Distribution.File(name: name, sha256: nil)
      }
      return .idx(
        images: try write("\(name)-images-idx3-ubyte", [count, 28, 28], set.images),
        labels: try write("\(name)-labels-idx1-ubyte", [count], set.labels.map { UInt8($0) }),
        count: count)
    }
    return DatasetReader(
      DatasetLocation(.fashionMNIST, directory: folder),
      distribution: Distribution(
        dataset: .fashionMNIST, training: try part("train", count: training, seed: 1),
        test: try part("t10k", count: test, seed: 2), address: "", downloads: []),
      cache: DownloadCache(environment: ["PATH": ""]))
  }
}
