import Architectures
import Datasets
import TestSupport
import Testing
import Torch

@testable import Training

struct AugmentationTests {
  private static let side = 6
  private let original = ImageSet.synthetic(count: 300, side: side)
  private var images: DeviceImageSet { original.onDevice }
  private var indices: [Int32] { Array(0..<300) }

  private func batch(_ augmentation: Augmentation, seed: UInt64 = 1) -> Batch {
    images.batch(indices, augmentation: augmentation, using: Generator(seed: seed))
  }

  @Test func nothingIsTheIdentity() throws {
    let batch = batch(Augmentation(cropPadding: 0, flip: false))
    let plain = images.batch(indices)
    try expectIdentical(["images": batch.images], ["images": plain.images])
    #expect(batch.labels.floats == plain.labels.floats)
  }

  @Test func aboutHalfOfTheImagesAreMirrored() {
    let batch = batch(Augmentation(cropPadding: 0, flip: true))
    let mirrored = (0..<300).filter { batch.pixels($0) != original.pixels($0) }
    #expect(mirrored.allSatisfy { batch.pixels($0) == original.pixels($0).mirrored })
    // Off by more than 45 of 300 once in five million times.
    #expect(abs(mirrored.count - 150) < 45)
  }

  @Test(arguments: [1, 2], [false, true])
  func cropsComeFromThePaddedImage(pad: Int, flip: Bool) throws {
    let batch = batch(Augmentation(cropPadding: pad, flip: flip))
    var places: Set<Int> = []
    for index in 0..<300 {
      let crop = batch.pixels(index)
      // First the crop, then the mirror: the windows of one image and its mirror are the same set.
      let windows = original.pixels(index).windows(pad: pad)
      let turned = flip ? windows.map(\.mirrored) : []
      places.insert(try #require((windows + turned).firstIndex(of: crop)) % windows.count)
    }
    #expect(places.count == (2 * pad + 1) * (2 * pad + 1))
  }

  @Test(arguments: [2, 4, 12])
  func cutoutBlanksASquareAroundAnyPixel(side: Int) {
    let batch = batch(Augmentation(cropPadding: 0, flip: false, cutout: side))
    let plain = images.batch(indices).images
    let blank = batch.images.isZero()
    let spans = Set((0..<Self.side).map { span(side, around: $0) })
    var squares: Set<[[Int]]> = []
    for index in 0..<300 {
      let zeros: [Bool] = blank[index].elements()
      let places = zeros.indices.filter { zeros[$0] }
      let rows = Set(places.map { $0 / Self.side }).sorted()
      let columns = Set(places.map { $0 % Self.side }).sorted()
      // A rectangle: every pixel in its rows and columns.
      #expect(places.count == rows.count * columns.count)
      #expect(spans.contains(rows) && spans.contains(columns))
      squares.insert([rows, columns])
    }
    #expect(squares.count == spans.count * spans.count)
    // What is not blank is as it was.
    let rest = plain * blank.isZero().to(.float32)
    #expect((rest - batch.images).nonZeroCount == 0)
  }

  @Test func theSeedDecides() {
    let all = Augmentation(cropPadding: 2, flip: true, cutout: 2)
    #expect(batch(all, seed: 5).images.floats == batch(all, seed: 5).images.floats)
    #expect(batch(all, seed: 5).images.floats != batch(all, seed: 6).images.floats)
    #expect(batch(all, seed: 5).labels.floats == images.batch(indices).labels.floats)
  }

  @Test func channelsStayTogether() {
    let set = ImageSet.synthetic(count: 8, channels: 3)
    let grey = ImageSet(
      images: set.images.indices.map { set.images[$0 / 3 * 3] }, labels: set.labels, channels: 3,
      height: 8, width: 8, classes: 3)
    let batch = grey.onDevice.batch(
      Array(0..<8), augmentation: Augmentation(cropPadding: 2, flip: true),
      using: Generator(seed: 1))
    let normalization = Dataset.cifar10.normalization
    let pixels = (0..<3).map {
      (batch.images.selected($0, dimension: 1) * normalization.standardDeviation[$0]
        + normalization.mean[$0])
    }
    expectClose(pixels[1], pixels[0], tolerance: 1e-6)
    expectClose(pixels[2], pixels[0], tolerance: 1e-6)
  }

  /// The rows that a square of a side covers around a centre, within the image.
  private func span(_ side: Int, around centre: Int) -> [Int] {
    Array(max(0, centre - side / 2)..<min(Self.side, centre + side / 2))
  }
}
