import Architectures
import SwiftProtobuf
import Testing

@testable import Export

/// What an ONNX file says, without a program that runs it.
struct ONNXModelTests {
  private func decoded(
    _ graph: NetworkGraph, metadata: [String: String] = [:], includesPreprocessing: Bool = false
  ) throws -> ONNXModelProto {
    let network = try ExportedNetwork.random(graph, name: "a network", metadata: metadata)
    let model = ONNXModel(network, includesPreprocessing: includesPreprocessing)
    return try ONNXModelProto(serializedBytes: model.bytes())
  }

  /// Convolution, normalisation, pool, normalisation, classifier.
  private let small: NetworkGraph = {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 3, height: 5, width: 4)])
    var value = builder.convolution(
      builder.input(0), name: "stem.conv", channels: 2, kernelSize: 3, stride: 2, padding: 1)
    value = builder.normalization(value, name: "stem.bn", hasWeights: true)
    value = builder.maximumPool(value, size: 3, stride: 1, padding: 1)
    value = builder.normalization(value, name: "pool.bn", hasWeights: false)
    value = builder.linear(builder.mean(value), name: "classifier", outputs: 4)
    return builder.graph(outputs: [value])
  }()

  @Test func versions() throws {
    let model = try decoded(small)
    #expect(model.irVersion == 8)
    #expect(model.opsetImport.map(\.version) == [17])
    #expect(model.producerName == "swift-nas")
    #expect(model.graph.name == "a network")
  }

  @Test("normalisations behind convolutions are folded, those behind pools stay")
  func nodes() throws {
    let graph = try decoded(small).graph
    #expect(
      graph.node.map(\.opType) == [
        "Conv", "MaxPool", "BatchNormalization", "GlobalAveragePool", "Flatten", "Gemm",
      ])
    #expect(graph.node[0].input == ["images", "stem.conv.weight", "stem.conv.bias"])
    #expect(graph.node[0].output == ["stem.conv"])
    #expect(
      graph.node[2].input == [
        "max_pool_1", "pool.bn.ones", "pool.bn.zeros", "pool.bn.running_mean",
        "pool.bn.running_var",
      ])
    #expect(graph.node.last?.output == ["logits"])
    let ints = Dictionary(uniqueKeysWithValues: graph.node[0].attribute.map { ($0.name, $0.ints) })
    #expect(ints["pads"] == [1, 1, 1, 1])
    #expect(ints["strides"] == [2, 2])
    #expect(ints["kernel_shape"] == [3, 3])
  }

  @Test("kernels, strides and padding of other numbers down than across")
  func sides() throws {
    let nodes = try decoded(OddGraphs.factorized).graph.node
    let attributes = nodes.filter { $0.opType == "Conv" }.map { node in
      Dictionary(uniqueKeysWithValues: node.attribute.map { ($0.name, $0.ints) })
    }
    #expect(attributes.map { $0["kernel_shape"] } == [[1, 7], [7, 1]])
    #expect(attributes.map { $0["strides"] } == [[1, 2], [2, 1]])
    #expect(attributes.map { $0["pads"] } == [[0, 3, 0, 3], [3, 0, 3, 0]])
    #expect(attributes.map { $0["dilations"] } == [[1, 1], [1, 1]])
  }

  @Test("tensors hold the folded numbers, little-endian")
  func tensors() throws {
    let network = try ExportedNetwork.random(small)
    let tensors = try ONNXModel(network).proto().graph.initializer
    let bias = try #require(tensors.first { $0.name == "stem.conv.bias" })
    #expect(bias.dims == [2])
    #expect(bias.dataType == 1)
    let words = Array(bias.rawData).withUnsafeBytes { bytes in
      [0, 4].map { UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)) }
    }
    let folded = network.network.folded()["stem.conv.bias"].values
    #expect(words.map(Float.init(bitPattern:)) == folded)
    #expect(!tensors.contains { $0.name.hasPrefix("stem.bn") })
  }

  @Test("every value has the batch as its first dimension")
  func dynamicBatch() throws {
    let graph = try decoded(OddGraphs.everything).graph
    let values = graph.input + graph.output + graph.valueInfo
    #expect(values.count > 20)
    for value in values {
      let dimensions = value.type.tensorType.shape.dim
      #expect(dimensions.first?.value == .dimParam("batch"), "\(value.name)")
      #expect(dimensions.dropFirst().allSatisfy { $0.dimValue > 0 }, "\(value.name)")
    }
    #expect(graph.input.map(\.name) == ["images"])
    #expect(graph.input[0].type.tensorType.shape.dim.dropFirst().map(\.dimValue) == [3, 9, 10])
    #expect(graph.input[0].type.tensorType.elemType == 1)
    #expect(graph.output[0].type.tensorType.shape.dim.dropFirst().map(\.dimValue) == [5])
  }

  @Test("names are unique, and nodes read only what stands before them")
  func order() throws {
    let graph = try decoded(OddGraphs.everything).graph
    var known = Set((graph.input.map(\.name) + graph.initializer.map(\.name)))
    #expect(known.count == graph.input.count + graph.initializer.count)
    for node in graph.node {
      #expect(known.isSuperset(of: node.input), "\(node.name)")
      for output in node.output { #expect(known.insert(output).inserted, "\(output)") }
    }
    #expect(Set(graph.node.map(\.name)).count == graph.node.count)
  }

  @Test("what the output does not depend on is left out")
  func unused() throws {
    let graph = try decoded(OddGraphs.everything).graph
    #expect(!graph.initializer.contains { $0.name.hasPrefix("unused") })
  }

  @Test("raw pixels are normalised in the graph")
  func preprocessing() throws {
    let graph = try decoded(small, includesPreprocessing: true).graph
    #expect(graph.node.prefix(4).map(\.opType) == ["Cast", "Sub", "Div", "Conv"])
    #expect(graph.input[0].type.tensorType.elemType == 2)
    #expect(graph.node[3].input[0] == "normalization")
  }

  @Test func metadata() throws {
    func entries(_ model: ONNXModelProto) -> [[String]] {
      model.metadataProps.map { [$0.key, $0.value] }
    }
    let model = try decoded(small, metadata: ["dataset": "cifar10", "accuracy": "0.9"])
    #expect(
      entries(model) == [
        ["accuracy", "0.9"],
        ["class_names", #"["class 0","class 1","class 2","class 3"]"#],
        ["dataset", "cifar10"],
        ["input_pixels", "normalized"],
        ["input_shape", "[3,5,4]"],
        ["pixel_mean", "[0.4,0.45,0.5]"],
        ["pixel_std", "[0.25,0.26,0.27]"],
        [
          "preparation",
          "scale 16 bits to 8 (65535 is 255) and CMYK to RGB; turn upright by EXIF; put on white where "
            + "transparent; convert to 1 (grey) or 3 (RGB) channels, as input_shape says; resize "
            + "with Pillow's BILINEAR until it just covers the input, the other side rounded down; "
            + "crop the centre",
        ],
      ])
    let raw = try decoded(small, includesPreprocessing: true)
    #expect(entries(raw).contains(["input_pixels", "raw"]))
    #expect(throws: ExportError.reservedMetadata("pixel_std")) {
      try decoded(small, metadata: ["pixel_std": "1"])
    }
  }

  @Test("the same network gives the same bytes")
  func determinism() throws {
    func bytes() throws -> [UInt8] {
      let metadata = Dictionary(uniqueKeysWithValues: (0..<20).map { ("key \($0)", "\($0)") })
      return try ONNXModel(.random(OddGraphs.everything, metadata: metadata)).bytes()
    }
    #expect(try bytes() == bytes())
  }
}
