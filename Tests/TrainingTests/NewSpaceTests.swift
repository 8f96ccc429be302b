import Architectures
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

/// Networks of a space that the library does not know, trained as `nas train` does.
struct NewSpaceTests {
  private struct Shallow: NetworkDescription {
    static let currentFormat = "shallow-trained-1"
    var width: Int

    func graph(image: ImageShape, classes: Int) -> NetworkGraph {
      var builder = GraphBuilder(inputs: [image])
      var output = builder.convolution(
        builder.input(0), name: "conv", channels: width, kernelSize: 3, padding: 1)
      output = builder.relu(builder.normalization(output, name: "bn", hasWeights: true))
      output = builder.mean(builder.maximumPool(output, size: 2, stride: 2, padding: 0))
      let logits = builder.linear(output, name: "classifier", outputs: classes)
      return builder.graph(outputs: [logits])
    }
  }

  private static let registered: Void = Architecture.register(Shallow.self)
  private let network = Architecture(Shallow(width: 4))

  init() { Self.registered }

  private static let plain = [
    "--training-images", "60", "--batch-size", "20", "--epochs", "2", "--auxiliary-weight", "0",
    "--drop-path", "0",
  ]

  @Test func aRunTrainsItAndGoesOnWithIt() throws {
    let run = try SmallRun<TrainingRun>(Self.plain)
    #expect(try !run.run(steps: 3) { try $0.start(network) })
    #expect(try run.folder.readArchitecture() == network)
    // What goes on reads the network from its file.
    #expect(try run.run())
    let undisturbed = try SmallRun<TrainingRun>(Self.plain)
    try undisturbed.run { try $0.start(network) }
    expectSame(try run.results, try undisturbed.results)

    let summary = try run.folder.read(Summary.self, from: run.folder.summary)
    let image = try #require(run.folder.readConfiguration().data?.imageShape)
    #expect(summary.parameters == image.channels * 9 * 4 + 8 + 50)
    let names = try Safetensors(contentsOf: run.folder.model, device: .cpu).tensors.keys.sorted()
    #expect(
      names == [
        "bn.bias", "bn.running_mean", "bn.running_var", "bn.weight", "classifier.bias",
        "classifier.weight", "conv.weight",
      ])
  }

  @Test(arguments: [
    (["--auxiliary-weight", "0.4"], "auxiliary-weight is 0.4"),
    (["--drop-path", "0.2"], "drop-path is 0.2"),
    (["--precision", "bf16", "--engine", "fused"], "precision is bf16"),
  ])
  func whatItHasNoPlaceForIsRefused(options: [String], fragment: String) throws {
    let run = try SmallRun<TrainingRun>(Self.plain + options)
    let error = #expect(throws: ConfigurationError.self) {
      try run.run { try $0.start(network) }
    }
    #expect(error?.description.contains(fragment) == true, "\(String(describing: error))")
    #expect(error?.description.contains("expected") == true)
  }
}
