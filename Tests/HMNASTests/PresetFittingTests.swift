import Architectures
import HMNAS
import Search
import Testing
import Training

/// Presets on fewer or larger images than they were made for.
struct PresetFittingTests {
  private func images(
    _ training: Int, validation: Int? = nil, side: Int = 32
  ) -> DatasetDescription {
    DatasetDescription(
      name: "folder:own", title: "own",
      imageShape: ImageShape(channels: 3, height: side, width: side), classNames: ["a", "b"],
      normalization: Normalization(
        mean: [0, 0, 0], standardDeviation: [1, 1, 1], source: "none"),
      counts: .init(training: training, test: 10, validation: validation))
  }

  private func fitted(
    _ images: DatasetDescription, preset: Preset = .quick, given: Set<String> = []
  ) -> (options: HMNASOptions, notes: [String]) {
    var options = HMNASOptions.preset(preset)
    let notes = options.adapt(to: images, given: given)
    return (options, notes)
  }

  @Test(arguments: Preset.allCases)
  func enoughSmallImagesChangeNothing(preset: Preset) {
    let (options, notes) = fitted(images(50_000), preset: preset)
    #expect(options == HMNASOptions.preset(preset))
    #expect(notes.isEmpty)
  }

  /// 2,000 images are a 25th of the 50,000, so the most that epochs grow by, and a third of what the search is given.
  @Test func fewImagesAreSeenMoreOften() {
    let (options, notes) = fitted(images(2_000))
    let quick = HMNASOptions.preset(.quick)
    #expect(options.data.trainingImages == 0)
    #expect(options.search.epochs == 3 * quick.search.epochs)
    #expect(options.masking.epochs == 3 * quick.masking.epochs)
    #expect(options.tuning.epochs == 20 * quick.tuning.epochs)
    // A sixteenth is 125, more than the 64 of the preset; 120 images are held out.
    #expect(options.search.batchSize == 64)
    #expect(
      notes == [
        "For these images, options that were not given are: training-images 0, "
          + "search-epochs \(options.search.epochs), mask-epochs \(options.masking.epochs), "
          + "tune-epochs \(options.tuning.epochs), tune-batch-size 120"
      ])
  }

  @Test func epochsGrowNoMoreThanTwentyTimes() {
    let (options, _) = fitted(images(400))
    #expect(options.tuning.epochs == 20 * HMNASOptions.preset(.quick).tuning.epochs)
    // 6 % of the images, which are held out.
    #expect(options.tuning.batchSize == 24)
  }

  @Test func whatWasGivenStays() {
    let (options, notes) = fitted(
      images(400, side: 224),
      given: [
        "training-images", "search-batch-size", "mask-batch-size", "tune-batch-size", "stem-stride",
        "max-multiply-adds",
      ])
    #expect(options == HMNASOptions.preset(.quick))
    #expect(notes.isEmpty)
  }

  /// Batches are drawn from the held-out images, too.
  @Test func batchesAreNotLargerThanAPart() {
    #expect(fitted(images(1_000, validation: 9)).options.search.batchSize == 9)
  }

  @Test(arguments: [
    (64, 1, Stem.single), (65, 4, .chain), (128, 4, .chain), (129, 8, .chain), (224, 8, .chain),
  ])
  func aStemReducesLargeImages(side: Int, stride: Int, stem: Stem) {
    let (options, _) = fitted(images(50_000, side: side))
    #expect(options.network.stemStride == stride)
    #expect(options.network.stem == stem)
    // As many times the multiply-adds as the stem leaves more pixels than a small image has.
    let limit = HMNASOptions.preset(.quick).budget.maxMultiplyAdds
    let pixels = max(1024, side * side / (stride * stride))
    #expect(options.budget.maxMultiplyAdds == (pixels == 1024 ? limit : limit / 1024 * pixels))
  }

  /// With the papers' stride of 1.
  @Test func aStemReducesLargeImagesInEveryPreset() {
    let (options, _) = fitted(images(50_000, side: 224), preset: .paper)
    #expect(options.network.stemStride == 8)
    #expect(options.network.stem == .chain)
  }
}
