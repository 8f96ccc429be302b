internal import Foundation
internal import SwiftProtobuf
internal import Tracking

extension SearchSnapshot {
  /// A picture of each cell, under `STAGE/CELL/cell`.
  var images: [TBSummary.Value] {
    (cells ?? []).compactMap { cell in
      guard let picture = CellPicture(of: cell, title: "\(stage)/\(cell.name)  epoch \(epoch)"),
        let file = picture.canvas.png()
      else { return nil }
      return .with {
        $0.tag = "\(stage)/\(cell.name)/cell"
        $0.image.width = Int32(picture.canvas.width)
        $0.image.height = Int32(picture.canvas.height)
        $0.image.colorspace = 3
        $0.image.encodedImageString = Data(file)
      }
    }
  }
}
