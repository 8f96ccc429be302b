/// How a picture lies in its file, by the tag `Orientation` of its EXIF data (TIFF 6.0, tag 274).
enum Orientation: Int {
  case upright = 1
  case mirrored = 2
  case turnedHalf = 3
  case upsideDown = 4
  case transposed = 5
  /// To be turned a quarter clockwise.
  case turnedLeft = 6
  case transversed = 7
  /// To be turned a quarter counter-clockwise.
  case turnedRight = 8

  /// Whether width and height change places.
  var isSideways: Bool { rawValue >= 5 }

  /// What a file says; upright where it says nothing, or nothing that makes sense.
  init(in bytes: [UInt8], of format: ImageFormat) {
    let exif = format == .png ? Self.pngChunk(bytes) : Self.jpegSegment(bytes)
    self = exif.flatMap { Self.tag(in: $0) }.flatMap { Self(rawValue: $0) } ?? .upright
  }

  /// The TIFF data in a JPEG file's first EXIF segment.
  private static func jpegSegment(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let signature = Array("Exif\0\0".utf8)
    var place = 2
    while place + 4 <= bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      // A byte that fills, or a marker without a length.
      if marker == 0xFF {
        place += 1
        continue
      }
      // The pixels begin: nothing of interest comes after.
      if marker == 0xDA || marker == 0xD9 { return nil }
      let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
      let end = place + 2 + length
      guard length >= 2, end <= bytes.count else { return nil }
      let content = bytes[place + 4..<end]
      if marker == 0xE1, content.starts(with: signature) {
        return content.dropFirst(signature.count)
      }
      place = end
    }
    return nil
  }

  /// The content of a PNG file's chunk `eXIf`.
  private static func pngChunk(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var place = 8
    while place + 12 <= bytes.count {
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - place - 12 else { return nil }
      let content = bytes[place + 8..<place + 8 + length]
      if bytes[place + 4..<place + 8].elementsEqual("eXIf".utf8) { return content }
      place += 12 + length
    }
    return nil
  }

  /// The value of the tag in the first directory of TIFF data.
  private static func tag(in data: ArraySlice<UInt8>) -> Int? {
    let data = Array(data)
    guard data.count >= 8 else { return nil }
    let isLittle = data.starts(with: "II".utf8)
    guard isLittle || data.starts(with: "MM".utf8) else { return nil }
    func number(at place: Int, bytes: Int) -> Int? {
      guard place >= 0, place + bytes <= data.count else { return nil }
      let digits = data[place..<place + bytes]
      return (isLittle ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard number(at: 2, bytes: 2) == 42, let directory = number(at: 4, bytes: 4),
      let count = number(at: directory, bytes: 2)
    else { return nil }
    for entry in 0..<count {
      let place = directory + 2 + 12 * entry
      guard let name = number(at: place, bytes: 2) else { return nil }
      // Of type SHORT, one value.
      if name == 274, number(at: place + 2, bytes: 2) == 3 {
        return number(at: place + 8, bytes: 2)
      }
    }
    return nil
  }
}

extension Picture {
  /// The picture upright.
  func oriented(_ orientation: Orientation) -> Picture {
    guard orientation != .upright else { return self }
    let (rows, columns) = orientation.isSideways ? (width, height) : (height, width)
    // Where the pixel of a place of the upright picture lies in the file.
    func source(_ row: Int, _ column: Int) -> (row: Int, column: Int) {
      let (bottom, right) = (height - 1, width - 1)
      return switch orientation {
      case .upright: (row, column)
      case .mirrored: (row, right - column)
      case .turnedHalf: (bottom - row, right - column)
      case .upsideDown: (bottom - row, column)
      case .transposed: (column, row)
      case .turnedLeft: (bottom - column, row)
      case .transversed: (bottom - column, right - row)
      case .turnedRight: (column, right - row)
      }
    }
    let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { buffer, count in
      pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<rows {
          for column in 0..<columns {
            let from = source(row, column)
            let start = (from.row * width + from.column) * channels
            for channel in 0..<channels { buffer[count + channel] = pixels[start + channel] }
            count += channels
          }
        }
      }
    }
    return Picture(pixels: turned, height: rows, width: columns, channels: channels)
  }
}
