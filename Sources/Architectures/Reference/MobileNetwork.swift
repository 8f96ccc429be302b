/// Inverted residuals by hand, in the manner of MobileNetV2 (Sandler et al., CVPR 2018) with ReLU.
///
/// A 3x3 stem of `width` channels; two or three stages of two blocks with 3x3 kernels that expand 3 times, each stage
/// with twice the channels of the one before and half the size; a 1x1 head and a classifier. The stages have `width`,
/// 2 `width` and 4 `width` channels, the head 6 `width` after two stages and 8 `width` after three.
public struct MobileNetwork: Hashable, Sendable {
  /// The channels of the stem and of the first stage.
  public let width: Int
  /// The number of stages.
  public let stages: Int

  static let stageCounts = 2...3
  private static let blocksPerStage = 2
  private static let expansion = 3

  /// A network of a width.
  ///
  /// - Parameters:
  ///   - width: The channels of stem and first stage, 1 to 2048.
  ///   - stages: 2 or 3.
  /// - Throws: `ArchitectureError` for numbers out of their ranges.
  public init(width: Int, stages: Int) throws(ArchitectureError) {
    try ReferenceFile.check("width", width, in: Reference.widths)
    try ReferenceFile.check("stages", stages, in: Self.stageCounts)
    (self.width, self.stages) = (width, stages)
  }

  private var headChannels: Int { (stages == 2 ? 6 : 8) * width }
}

extension MobileNetwork: InvertedResidualNetwork {
  /// The value of `format` that this version reads and writes.
  public static let currentFormat = "mobilenet-1"

  /// Width and stages.
  public var key: String { "width \(width); \(stages) stages" }

  /// The network's blocks with their channels and sizes.
  ///
  /// [D] Images of more than 32 pixels a side are halved by the stem, and by one more block of the first stage for each
  /// further halving that brings them to 32.
  public func plan(image: ImageShape, classes: Int) -> MacroPlan {
    let halvings = image.halvingsOfReferences
    let stemStride = halvings > 0 ? 2 : 1
    let stem = image.strided(by: stemStride).withChannels(width)
    var builder = MacroPlan.Builder(stemShape: stem)
    func append(stage: Int, stride: Int) {
      let branch = InvertedResidual.Branch(
        kernelSize: 3, channels: Self.expansion * builder.shape.channels)
      builder.append(
        stage: stage, channels: width << stage, stride: stride,
        kind: .invertedResidual(InvertedResidual(branches: [branch], squeezeChannels: nil)))
    }
    for _ in 0..<max(0, halvings - 1) { append(stage: 0, stride: 2) }
    for stage in 0..<stages {
      for position in 0..<Self.blocksPerStage {
        append(stage: stage, stride: position == 0 ? 2 : 1)
      }
    }
    return MacroPlan(
      image: image, classes: classes, stemKernelSize: 3, stemStride: stemStride,
      stemShape: stem, blocks: builder.blocks, headShape: builder.shape.withChannels(headChannels))
  }
}

extension MobileNetwork: Codable {
  /// Decodes and validates a network.
  ///
  /// - Throws: `ArchitectureError` for another format, unknown keys and numbers out of their ranges, `DecodingError` for
  ///   values of other types.
  public init(from decoder: any Decoder) throws {
    let file = try ReferenceFile(
      decoder, format: Self.currentFormat, keys: ["width", "stages"])
    try self.init(width: file["width"], stages: file["stages"])
  }

  /// Encodes the format, the width and the number of stages.
  public func encode(to encoder: any Encoder) throws {
    try ReferenceFile.encode(
      [("width", width), ("stages", stages)], format: Self.currentFormat, to: encoder)
  }
}
