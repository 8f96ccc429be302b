import Architectures
import Testing

@testable import Export

/// What a `model.py` says, without a Python that runs it.
struct PyTorchModelTests {
  private func source(_ graph: NetworkGraph, metadata: [String: String] = [:]) throws -> String {
    try PyTorchModel(.random(graph, metadata: metadata)).source
  }

  @Test("a block is a class whose layers and steps can be read")
  func block() throws {
    let plan = ADWPNetwork.mixed.plan(
      image: ImageShape(channels: 3, height: 32, width: 32), classes: 10)
    let source = try source(plan.graph())
    #expect(
      source.contains(
        """
        class Blocks2(nn.Module):
            \"""blocks.2: 24 x 32 x 32 to 24 x 32 x 32.\"""

            def __init__(self):
                super().__init__()
                self.expand = sequence(
                    conv=nn.Conv2d(24, 48, 1, bias=False),
                    bn=nn.BatchNorm2d(48),
                    relu=nn.ReLU(),
                )
                self.depthwise3 = sequence(conv=nn.Conv2d(24, 24, 3, padding=1, groups=24, bias=False))
                self.depthwise7 = sequence(conv=nn.Conv2d(24, 24, 7, padding=3, groups=24, bias=False))
                self.depthwise = sequence(bn=nn.BatchNorm2d(48), relu=nn.ReLU())
                self.project = sequence(conv=nn.Conv2d(48, 24, 1, bias=False), bn=nn.BatchNorm2d(24))

            def forward(self, blocks_0):
                expand = self.expand(blocks_0)
                joined = torch.cat([self.depthwise3(expand[:, :24]), self.depthwise7(expand[:, 24:])], 1)
                return blocks_0 + self.project(self.depthwise(joined))
        """))
  }

  @Test("kernels, strides and padding of other numbers down than across are tuples")
  func sides() throws {
    let source = try source(OddGraphs.factorized)
    for text in [
      "nn.Conv2d(2, 2, (1, 7), stride=(1, 2), padding=(0, 3), bias=False)",
      "nn.Conv2d(2, 2, (7, 1), stride=(2, 1), padding=(3, 0), bias=False)",
    ] { #expect(source.contains(text)) }
  }

  @Test("a dead node is zeros, and its readers stay")
  func deadNodes() throws {
    let source = try source(MaskedCellNetwork.withDeadNodes.graph())
    #expect(source.contains("zeros = stem.new_zeros(len(stem), 4, 12, 10)"))
    #expect(source.contains(#"self.edges["8"]["max_pool_3x3"](zeros)"#))
  }

  @Test("a part can give several values, and names that are taken get a number")
  func parts() throws {
    let source = try source(OddGraphs.parts)
    #expect(
      source.contains(
        """
            def forward(self, images):
                left_0, left_0_2 = self.left[0](images)
                right = self.right(left_0, left_0_2)
                return self.left_0(torch.cat([right, left_0_2], 1).mean((2, 3)))
        """))
  }

  @Test("constants say what the network is for")
  func constants() throws {
    let source = try source(OddGraphs.pixel, metadata: ["note": "a \"quote\"\n\\"])
    #expect(source.contains("\nNAME = \"test\"\n"))
    #expect(source.contains(#"METADATA = {"note": "a \"quote\"\n\\"}"#))
    #expect(source.contains(#"CLASSES = ["class 0", "class 1", "class 2", "class 3"]"#))
    #expect(source.contains("\nIMAGE = (2, 1, 1)\nMEAN = [0.4, 0.45]\nSTD = [0.25, 0.26]\n"))
  }

  @Test("lines have at most 120 columns, whatever texts are in them")
  func columns() throws {
    let text = String(repeating: "long ", count: 100)
    let graph = OddGraphs.pixel
    let network = try ExportedNetwork(
      name: text, network: .random(graph), classNames: (0..<4).map { "\(text)\($0)" },
      normalization: Normalization(mean: [0, 0], standardDeviation: [1, 1], source: "a test"),
      metadata: ["text": text])
    let lines = try PyTorchModel(network).source.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 120 })
  }

  @Test("the same network gives the same text")
  func determinism() throws {
    let graph = OddGraphs.everything
    #expect(try source(graph) == source(graph))
  }

  @Test(
    "names that PyTorch cannot hold are refused",
    arguments: ["forward", "stem.pop.conv", "1", "class", "a..b", "weight.items.conv"])
  func names(_ name: String) throws {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 1, height: 1, width: 1)])
    let hidden = builder.convolution(
      builder.input(0), name: "\(name)", channels: 1, kernelSize: 1)
    let value = builder.convolution(hidden, name: "other.conv", channels: 1, kernelSize: 1)
    let graph = builder.graph(outputs: [value])
    #expect(throws: ExportError.self) { try source(graph) }
  }

  @Test("a layer and a scope cannot have one name, nor two different layers")
  func twice() throws {
    for (name, channels) in [("a.b", 1), ("a", 2)] {
      var builder = GraphBuilder(inputs: [ImageShape(channels: 1, height: 1, width: 1)])
      let hidden = builder.linear(builder.input(0), name: "a", outputs: 1)
      let value = builder.linear(hidden, name: name, outputs: channels)
      let graph = builder.graph(outputs: [value])
      #expect(throws: ExportError.layerName(name)) { try ModulePlan(graph) }
    }
  }
}
