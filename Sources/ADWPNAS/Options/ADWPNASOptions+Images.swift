public import Architectures
public import Training

extension ADWPNASOptions {
  /// The options that count held-out images and those of a pass over them.
  public static var sampleKeys: [String] { ["held-out-images", "recalibration-batch-size"] }

  /// That the spaces keep the images' size in their first stage.
  public func warning(about images: DatasetDescription) -> String? {
    let shape = images.imageShape
    let factor = Double(shape.area) / (32 * 32)
    guard factor >= 2 else { return nil }
    return "\(space.rawValue) computes its first stage at the images' size: \(shape.height) x "
      + "\(shape.width) pixels take some \(Int(factor.rounded())) times as long as 32 x 32"
  }
}
