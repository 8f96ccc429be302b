// What methods have in common of the images that they learn from.
extension Hyperparameter {
  /// The option for how many images a run uses.
  public static func trainingImages(_ path: WritableKeyPath<Options, Int>) -> Self {
    Self(
      "training-images", path, in: 0...100_000_000, "images used of the training set; 0 for all",
      source: .decision)
  }

  /// The option for the room of random crops.
  public static func cropPadding(
    _ path: WritableKeyPath<Options, Int>, source: Source
  ) -> Self {
    Self(
      "crop-padding", path, in: 0...64, "pixels around an image before a random crop",
      source: source)
  }

  /// The option for mirrored images.
  public static func flip(_ path: WritableKeyPath<Options, Bool>, source: Source) -> Self {
    Self("flip", path, "mirror half of the images", source: source)
  }
}
