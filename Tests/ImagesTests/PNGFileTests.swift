import Images
import Testing

struct PNGFileTests {
  @Test(arguments: [1, 3])
  func pixelsComeBack(channels: Int) throws {
    let pixels = (0..<5 * 7 * channels).map { UInt8($0 * 41 % 256) }
    let bytes = try #require(
      PNGFile.encoded(pixels, height: 5, width: 7, channels: channels))
    let picture = try Picture(decoding: bytes)
    #expect(picture == Picture(pixels: pixels, height: 5, width: 7, channels: channels))
  }
}
