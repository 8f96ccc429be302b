import Architectures
import Files
import Foundation
import Inference
import Testing

struct ModelFileTests {
  @Test func roundTrip() throws {
    let model = try SmallModel.model()
    let bytes = try model.encoded()
    let read = try ModelFile(bytes)
    #expect(read == model)
    #expect(try read.encoded() == bytes)
    #expect(try SafetensorsFile(bytes).hasChecksum)
  }

  @Test func roundTripOfAMacroNetwork() throws {
    let architecture = try Architecture.nasBenchMacro(NASBenchMacroNetwork(code: "10000000"))
    let graph = architecture.graph(image: SmallModel.description.imageShape, classes: 3)
    let model = try ModelFile(
      architecture, weights: graph.randomWeights(seed: 1), description: SmallModel.description)
    #expect(try ModelFile(model.encoded()) == model)
  }

  @Test func tensorsThatNobodyReadsAreLeftOut() throws {
    var weights = SmallModel.weights()
    weights["auxiliary.weight"] = WeightTensor(shape: [1], values: [.nan])
    let model = try ModelFile(
      SmallModel.architecture, weights: weights, description: SmallModel.description)
    #expect(try model == SmallModel.model())
  }

  @Test func aRunIsReadFromItsFolder() throws {
    try withTemporaryFolder { folder in
      let architecture = try #require(SmallModel.metadata()["swift-nas.architecture"])
      try Data(architecture.utf8).write(to: folder.appending(path: "architecture.json"))
      try SmallModel.bytes(SmallModel.weights(), metadata: [:])
        .write(to: folder.appending(path: "model.safetensors"))
      let model = try ModelFile(run: folder, description: SmallModel.description)
      #expect(try model == SmallModel.model())
      let file = folder.appending(path: "whole.safetensors")
      try model.encoded().write(to: file)
      #expect(try ModelFile(contentsOf: file) == model)
    }
  }

  @Test(arguments: [SafetensorsFile.ElementType.float64, .bfloat16])
  func otherFractionsAreConverted(type: SafetensorsFile.ElementType) throws {
    // With numbers that fit into the narrowest.
    let weights = SmallModel.weights().mapValues { tensor in
      WeightTensor(
        shape: tensor.shape,
        values: tensor.values.map { Float(bitPattern: $0.bitPattern & 0xFFFF_0000) })
    }
    let model = try ModelFile(
      SmallModel.bytes(weights, type: type, metadata: SmallModel.metadata()))
    #expect(model.network.weights == weights)
  }

  @Test func whatIsMissingIsNamed() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: InferenceError.self) {
        try ModelFile(run: folder, description: SmallModel.description)
      }
      let path = folder.appending(path: "architecture.json").path
      #expect(error == .missingFile(path: path))
      #expect(error?.description == "There is no file at \(path), where one was expected.")
      _ = #expect(throws: InferenceError.self) { try ModelFile(contentsOf: folder) }
    }
  }

  @Test(arguments: ["swift-nas.architecture", "swift-nas.description"])
  func missingTextIsNamed(key: String) throws {
    var metadata = try SmallModel.metadata()
    metadata[key] = nil
    try expectFault("the model is not valid: its metadata have no \"\(key)\".", metadata: metadata)
  }

  @Test(arguments: [
    ("{", "\"swift-nas.description\" of the model is not valid: it is not valid JSON."),
    ("{}", "\"name\" is missing"),
    (#""mean":[0.5,0.25]"#, "\"mean\" of the images has 2 numbers, expected 3"),
    (#""mean":[0.5,1e300,0]"#, "\"mean\" of the images has 1e+300, expected finite numbers."),
    (
      #""standardDeviation":[0.5,0,1]"#,
      "\"standardDeviation\" of the images has 0.0, expected finite numbers above"
    ),
    (#""standardDeviation":[0.5,-1,1]"#, "has -1.0"),
    (#""standardDeviation":[0.5,1e-300,1]"#, "has 1e-300"),
    (#""classNames":[]"#, "\"classNames\" of the images is 0, expected 1 to 1000000."),
    (#""classNames":["a","b"]"#, "tensor classifier.weight has shape [3, "),
    (#""height":0"#, "\"imageShape.height\" of the images is 0, expected 1 to 2048."),
    (#""height":-3"#, "is -3"), (#""width":9223372036854775807"#, "is 9223372036854775807"),
    (#""width":9223372036854775808"#, "\"imageShape.width\" is 9.223372036854776e+18"),
    (#""channels":2049"#, "is 2049"), (#""channels":2"#, "has 3 numbers, expected 2"),
  ])
  func faultsOfTheDescription(change: String, message: String) throws {
    var metadata = try SmallModel.metadata()
    let text = try #require(metadata["swift-nas.description"])
    let key = change.prefix { $0 != ":" }
    let changed =
      change.contains(":")
      ? text.replacing(try Regex(key + #":(\[[^\]]*\]|[0-9]+)"#), with: { _ in change }) : change
    #expect(changed != text)
    metadata["swift-nas.description"] = changed
    try expectFault(message, metadata: metadata)
  }

  @Test func faultsOfTheArchitecture() throws {
    var metadata = try SmallModel.metadata()
    metadata["swift-nas.architecture"] = "{}"
    try expectFault("\"format\" in the architecture is missing", metadata: metadata)
  }

  @Test func faultsOfTensors() throws {
    let metadata = try SmallModel.metadata()
    var weights = SmallModel.weights()
    weights["classifier.bias"] = nil
    try expectFault("there is no tensor named classifier.bias", weights, metadata: metadata)
    weights["classifier.bias"] = WeightTensor(shape: [1], values: [0])
    try expectFault("has shape [1], but the network expects [3]", weights, metadata: metadata)
    for value in [Float.nan, .infinity, -.infinity] {
      weights["classifier.bias"] = WeightTensor(shape: [3], values: [0, value, 0])
      try expectFault("classifier.bias has numbers that are not", weights, metadata: metadata)
    }
    let bytes = try SmallModel.bytes(SmallModel.weights(), type: .int32, metadata: metadata)
    let error = #expect(throws: InferenceError.self) { try ModelFile(bytes) }
    #expect(error?.description.contains("has elements of type I32, expected F32, F64") == true)
  }

  /// Random damage behind a checksum that was taken away: a file is read or refused, but never ends the process.
  @Test(arguments: 0..<10)
  func damage(round: UInt64) throws {
    var generator = SplitMix64(seed: round)
    let whole = try Array(
      SmallModel.bytes(SmallModel.weights(), metadata: SmallModel.metadata()))
    let header = 8 + whole.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let text = String(decoding: whole[8..<header], as: UTF8.self)
      .replacing(/"xxh64"/, with: "\"other\"")
    let original = Array(whole[..<8]) + text.utf8 + whole[header...]
    #expect(original.count == whole.count)
    var refused = 0
    for _ in 0..<60 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let place = Int.random(
          in: 0..<(Bool.random(using: &generator) ? 1600 : bytes.count), using: &generator)
        let isDigit = (48...57).contains(bytes[place])
        bytes[place] =
          isDigit
          ? .random(in: 48...57, using: &generator) : .random(in: 32...126, using: &generator)
      }
      // What is refused is refused with the one type of error that the interface has.
      guard let model = try? ModelFile(Data(bytes)) else {
        refused += 1
        continue
      }
      _ = try? Classifier(model).logits(images: [])
    }
    #expect((5..<60).contains(refused))
  }

  private func expectFault(
    _ message: String, _ weights: [String: WeightTensor] = SmallModel.weights(),
    metadata: [String: String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let bytes = try SmallModel.bytes(weights, metadata: metadata)
    let error = #expect(throws: InferenceError.self, sourceLocation: sourceLocation) {
      try ModelFile(bytes)
    }
    let text = error?.description ?? ""
    #expect(text.contains(message), "\(text)", sourceLocation: sourceLocation)
  }
}
