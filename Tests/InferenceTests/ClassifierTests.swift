import Architectures
import Foundation
import Inference
import Testing

struct ClassifierTests {
  private let classifier: Classifier

  init() throws {
    classifier = try Classifier(SmallModel.model())
  }

  @Test func pixelsAreNormalised() throws {
    let description = SmallModel.description
    let (channels, area) = (3, description.imageShape.area)
    let pixels = (0..<2 * channels * area).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let images = (0..<pixels.count).map { place in
      let (image, rest) = place.quotientAndRemainder(dividingBy: channels * area)
      let (channel, pixel) = rest.quotientAndRemainder(dividingBy: area)
      let byte = pixels[(image * area + pixel) * channels + channel]
      return Float(
        (Double(byte) / 255 - description.normalization.mean[channel])
          / description.normalization.standardDeviation[channel])
    }
    let (fromPixels, fromImages) = (
      try classifier.logits(pixels: pixels), try classifier.logits(images: images)
    )
    #expect(fromPixels.map(\.count) == [3, 3])
    expectClose(fromPixels.flatMap { $0 }, fromImages.flatMap { $0 })
  }

  @Test func modesAgree() throws {
    let plain = try Classifier(SmallModel.model(), mode: .plain, threads: 2)
    let pixels = (0..<3 * 90).map { UInt8(truncatingIfNeeded: $0 * 91) }
    expectClose(
      try classifier.logits(pixels: pixels).flatMap { $0 },
      try plain.logits(pixels: pixels).flatMap { $0 })
  }

  @Test func predictionsAreThoseOfTheLogits() throws {
    let pixels = (0..<90).map { UInt8(truncatingIfNeeded: $0 * 53) }
    let logits = try classifier.logits(pixels: pixels)[0]
    let best = try classifier.predictions(pixels: pixels, top: 2)
    #expect(best.map(\.count) == [2])
    #expect(best[0][0].index == logits.indices.max { logits[$0] < logits[$1] })
    #expect(best[0][0].name == SmallModel.description.classNames[best[0][0].index])
    #expect(best[0][0].probability >= best[0][1].probability)
  }

  @Test func softmax() {
    let third = Float(log(3.0))
    let close = zip(Prediction.probabilities([0, third]), [0.25, 0.75]).allSatisfy {
      abs($0 - $1) < 1e-7
    }
    #expect(close)
    #expect(Prediction.probabilities([1000, 1000, -1000]) == [0.5, 0.5, 0])
    #expect(Prediction.probabilities([]).isEmpty)
  }

  @Test func topClasses() {
    let top = Prediction.top(3, of: [1, 5, 1, 7], names: ["a", "b", "c", "d"])
    #expect(top.map(\.name) == ["d", "b", "a"])
    #expect(top.map(\.index) == [3, 1, 0])
    #expect(Prediction.top(9, of: [1], names: ["a"]).map(\.probability) == [1])
    #expect(Prediction.top(-1, of: [1], names: ["a"]).isEmpty)
  }

  @Test func otherSizesAreRefused() throws {
    let error = #expect(throws: InferenceError.self) {
      try classifier.logits(pixels: [UInt8](repeating: 0, count: 91))
    }
    #expect(
      error?.description == "There are 91 values of images, expected 90 for each image of 3x6x5.")
    #expect(try classifier.logits(pixels: []).isEmpty)
  }

  @Test(arguments: [Float.nan, .infinity])
  func imagesThatAreNoNumbersAreRefused(value: Float) throws {
    var images = [Float](repeating: 0, count: 90)
    images[17] = value
    #expect(throws: InferenceError.imagesNotFinite) { try classifier.logits(images: images) }
  }

  @Test func networksThatCannotComputeAreRefused() throws {
    var weights = SmallModel.weights()
    let name = "stem.bn.running_var"
    let count = try #require(weights[name]).values.count
    weights[name] = WeightTensor(shape: [count], values: Array(repeating: -1, count: count))
    let negative = try ModelFile(
      SmallModel.architecture, weights: weights, description: SmallModel.description)
    for mode in [GraphExecutor.Mode.fused, .plain] {
      #expect(throws: InferenceError.negativeVariance(name)) {
        try Classifier(negative, mode: mode)
      }
    }
    weights = SmallModel.weights().mapValues { tensor in
      WeightTensor(shape: tensor.shape, values: tensor.values.map { abs($0) * 1e38 })
    }
    let huge = try ModelFile(
      SmallModel.architecture, weights: weights, description: SmallModel.description)
    #expect(throws: InferenceError.outputsNotFinite) {
      try Classifier(huge, mode: .plain).logits(images: Array(repeating: 1, count: 90))
    }
    _ = #expect(throws: InferenceError.self) {
      try Classifier(huge).logits(images: Array(repeating: 1, count: 90))
    }
  }

  @Test func networksThatNeedTooMuchMemoryAreRefused() throws {
    let architecture = Architecture.masked(
      MaskedCellNetwork.random(
        of: CellNetwork(channels: 96, cells: 1, stemMultiplier: 3), seed: 1))
    let description = DatasetDescription(
      name: "large", title: "Large", imageShape: ImageShape(1, 2048, 2048), classNames: ["a"],
      normalization: Normalization(mean: [0], standardDeviation: [1], source: "a test"),
      counts: .init(training: 1, test: nil))
    let graph = architecture.graph(image: description.imageShape, classes: 1)
    let model = try ModelFile(
      architecture, weights: graph.randomWeights(seed: 1), description: description)
    for mode in [GraphExecutor.Mode.fused, .plain] {
      let error = #expect(throws: InferenceError.self) { try Classifier(model, mode: mode) }
      #expect(error?.description.contains("bytes of memory for one image") == true)
    }
  }
}
