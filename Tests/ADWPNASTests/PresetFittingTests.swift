import ADWPNAS
import Architectures
import Search
import Testing
import Training

/// `quick` on fewer and larger images than it was made for.
struct PresetFittingTests {
  private func fitted(
    _ training: Int, side: Int
  ) -> (options: ADWPNASOptions, notes: [String]) {
    var options = ADWPNASOptions.preset(.quick)
    let notes = options.adapt(
      to: DatasetDescription(
        name: "folder:own", title: "own",
        imageShape: ImageShape(channels: 1, height: side, width: side), classNames: ["a", "b"],
        normalization: Normalization(mean: [0], standardDeviation: [1], source: "none"),
        counts: .init(training: training, test: 10)), given: [])
    return (options, notes)
  }

  /// A tenth of 400 images is held out: all of them rank networks.
  @Test func asManyImagesAreHeldOutAsThereAre() {
    let (options, notes) = fitted(400, side: 32)
    #expect(options.evaluation.heldOutImages == 40)
    #expect(options.evaluation.recalibrationBatchSize == 40)
    #expect(notes.count == 1)
  }

  /// Four times the pixels cost four times the multiply-adds.
  @Test func limitsGrowWithTheImages() {
    let (options, notes) = fitted(50_000, side: 64)
    #expect(abs(Double(options.search.maxMultiplyAdds) / 100_000_000 - 1) < 0.001)
    #expect(notes.last?.contains("4 times as long as 32 x 32") == true)
    #expect(fitted(50_000, side: 32).notes.isEmpty)
  }
}
