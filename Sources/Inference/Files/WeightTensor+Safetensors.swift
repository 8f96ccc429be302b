internal import Architectures
internal import Files
internal import Foundation

extension SafetensorsFile {
  /// The tensors that a graph reads, as 32-bit floats; others stay where they are.
  ///
  /// - Parameter graph: What reads them.
  /// - Returns: The tensors by name; a tensor that is not in the file is not among them.
  /// - Throws: `InferenceError.elementType` for elements that are no fractions.
  func weights(of graph: NetworkGraph) throws(InferenceError) -> [String: WeightTensor] {
    var weights: [String: WeightTensor] = [:]
    for weight in graph.weights {
      guard let entry = entries[weight.name] else { continue }
      guard let values = floats(of: entry) else {
        throw .elementType(weight.name, found: entry.type.rawValue)
      }
      weights[weight.name] = WeightTensor(shape: entry.shape, values: values)
    }
    return weights
  }

  /// The numbers of a tensor; nil where they are no fractions.
  private func floats(of entry: Entry) -> [Float]? {
    let bytes = bytes(of: entry)
    let count = bytes.count / entry.type.size
    return bytes.withUnsafeBytes { bytes in
      func word<Word: FixedWidthInteger>(_ index: Int) -> Word {
        Word(
          littleEndian: bytes.loadUnaligned(
            fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self))
      }
      switch entry.type {
      case .float32: return (0..<count).map { Float(bitPattern: word($0)) }
      case .float64: return (0..<count).map { Float(Double(bitPattern: word($0))) }
      // The upper half of a float.
      case .bfloat16:
        return (0..<count).map { Float(bitPattern: UInt32(word($0) as UInt16) << 16) }
      case .uint8, .bool, .int32, .int64: return nil
      }
    }
  }
}

extension [String: WeightTensor] {
  /// The bytes of a safetensors file of the tensors, as 32-bit floats.
  func encoded(metadata: [String: String]) throws -> Data {
    let described = mapValues { (type: SafetensorsFile.ElementType.float32, shape: $0.shape) }
    return try SafetensorsFile.encoded(described, metadata: metadata) { name, bytes in
      for (index, value) in (self[name]?.values ?? []).enumerated() {
        bytes.storeBytes(
          of: value.bitPattern.littleEndian, toByteOffset: index * MemoryLayout<Float>.size,
          as: UInt32.self)
      }
    }
  }
}
