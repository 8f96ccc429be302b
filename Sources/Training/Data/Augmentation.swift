internal import Torch

/// Random changes of training images.
public struct Augmentation: Hashable, Sendable {
  /// Black pixels added on each side before a crop of the old size at a random place; 0 for none.
  public var cropPadding: Int
  /// Whether half of the images are mirrored.
  public var flip: Bool
  /// Side of a random square set to the mean, cut off at the borders (DeVries and Taylor, 2017); 0 for none.
  public var cutout: Int

  /// Chooses the changes.
  public init(cropPadding: Int, flip: Bool, cutout: Int = 0) {
    self.cropPadding = cropPadding
    self.flip = flip
    self.cutout = cutout
  }

  /// Where each pixel of a batch comes from, in images padded by `cropPadding`.
  ///
  /// Indices broadcast to images × H × W.
  func places(
    rows: Tensor, columns: Tensor, images: Int, using generator: Generator
  ) -> (rows: Tensor, columns: Tensor) {
    let device = rows.device
    func draw(_ range: Range<Int>) -> Tensor {
      generator.integers([images, 1, 1], in: range, device: device)
    }
    var (fromRows, fromColumns) = (rows, columns)
    if flip {
      // Column x becomes W - 1 - x where the coin shows 1.
      let mirrored = draw(0..<2)
      let last = Double(columns.count - 1)
      fromColumns = columns + mirrored * (columns * -2.0 + last)
    }
    if cropPadding > 0 {
      let offsets = 0..<(2 * cropPadding + 1)
      fromRows = fromRows + draw(offsets)
      fromColumns = fromColumns + draw(offsets)
    }
    return (fromRows.to(.int64), fromColumns.to(.int64))
  }

  /// Which pixels stay, images × H × W, or nil when all do.
  func cutout(
    rows: Tensor, columns: Tensor, images: Int, using generator: Generator
  ) -> Tensor? {
    guard cutout > 0 else { return nil }
    func inside(_ positions: Tensor) -> Tensor {
      let centre = generator.integers([images, 1, 1], in: 0..<positions.count, device: rows.device)
      let offset = positions - centre
      return offset.isAtLeast(Double(-(cutout / 2)))
        .and(offset.isGreater(than: Double(cutout / 2 - 1)).isZero())
    }
    return inside(rows).and(inside(columns)).isZero()
  }
}
