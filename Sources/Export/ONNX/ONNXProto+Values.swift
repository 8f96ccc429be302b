import Architectures
import Foundation

extension ONNXTensorProto {
  /// Numbers, as a file holds them.
  static func floats(_ tensor: WeightTensor, name: String) -> ONNXTensorProto {
    ONNXTensorProto(
      name: name, .float, shape: tensor.shape, words: tensor.values.map(\.bitPattern))
  }

  /// A vector of whole numbers.
  static func integers(_ values: [Int], name: String) -> ONNXTensorProto {
    ONNXTensorProto(name: name, .int64, shape: [values.count], words: values.map(Int64.init))
  }

  private init(
    name: String, _ type: DataType, shape: [Int], words: [some FixedWidthInteger]
  ) {
    self.init()
    self.name = name
    dataType = Int32(type.rawValue)
    dims = shape.map(Int64.init)
    rawData = words.map(\.littleEndian).withUnsafeBytes { Data($0) }
  }
}

extension ONNXAttributeProto {
  static func integer(_ name: String, _ value: Int) -> ONNXAttributeProto {
    var attribute = ONNXAttributeProto()
    attribute.name = name
    attribute.type = .int
    attribute.i = Int64(value)
    return attribute
  }

  static func number(_ name: String, _ value: Float) -> ONNXAttributeProto {
    var attribute = ONNXAttributeProto()
    attribute.name = name
    attribute.type = .float
    attribute.f = value
    return attribute
  }

  /// A number for each direction, down first.
  static func sides(_ name: String, _ sides: Sides) -> ONNXAttributeProto {
    integers(name, [sides.height, sides.width])
  }

  /// What is added above and to the left, then below and to the right.
  static func padding(_ sides: Sides) -> ONNXAttributeProto {
    integers("pads", [sides.height, sides.width, sides.height, sides.width])
  }

  private static func integers(_ name: String, _ values: [Int]) -> ONNXAttributeProto {
    var attribute = ONNXAttributeProto()
    attribute.name = name
    attribute.type = .ints
    attribute.ints = values.map(Int64.init)
    return attribute
  }
}

extension ONNXValueInfoProto {
  /// A value whose first dimension is the batch, of any size.
  static func batch(
    _ name: String, _ dimensions: [Int], type: ONNXTensorProto.DataType
  ) -> ONNXValueInfoProto {
    var batch = ONNXTensorShapeProto.Dimension()
    batch.dimParam = "batch"
    var info = ONNXValueInfoProto()
    info.name = name
    info.type.tensorType.elemType = Int32(type.rawValue)
    info.type.tensorType.shape.dim =
      [batch]
      + dimensions.map {
        var dimension = ONNXTensorShapeProto.Dimension()
        dimension.dimValue = Int64($0)
        return dimension
      }
    return info
  }
}
