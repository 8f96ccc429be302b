import CTorch

/// The arguments of a mixed cell as C takes them, to be spoilt one by one.
struct RawCell {
  var sources: [RawTensor]
  var coefficients: RawTensor
  var keep: RawTensor?
  var operations: [ct_operation]
  var nodes: Int32 = 2
  var statistics = CT_TRACK_BATCH
  var stored = CT_FLOAT32
  /// Whatever the operations point at.
  var owned: [RawTensor]

  /// Two nodes of 4 channels: a block of 3×3 and a pool on a source, and the identity on the first node.
  init() throws {
    let (depthwise, pointwise) = (try RawTensor(4, 1, 3, 3), try RawTensor(4, 4, 1, 1))
    let statistics = try (0..<4).map { _ in try RawTensor(4) }
    sources = [try RawTensor(2, 4, 6, 5)]
    coefficients = try RawTensor(3, value: 0.5)
    var block = Self.operation(CT_BLOCK, source: 0, node: 0, coefficient: 0)
    block.depthwise.0 = depthwise.handle
    block.pointwise.0 = pointwise.handle
    block.running_mean.0 = statistics[0].handle
    block.running_var.0 = statistics[1].handle
    var pool = Self.operation(CT_MAX_POOL, source: 0, node: 1, coefficient: 1)
    pool.running_mean.0 = statistics[2].handle
    pool.running_var.0 = statistics[3].handle
    operations = [block, pool, Self.operation(CT_IDENTITY, source: 1, node: 1, coefficient: 2)]
    owned = [depthwise, pointwise] + statistics
  }

  private static func operation(
    _ kind: ct_operation_kind, source: Int32, node: Int32, coefficient: Int32
  ) -> ct_operation {
    var operation = ct_operation()
    operation.kind = kind
    operation.source = source
    operation.node = node
    operation.coefficient = coefficient
    operation.kernel = 3
    operation.stride = 1
    operation.dilation = 1
    operation.padding = 1
    return operation
  }

  /// Keeps a tensor alive that an operation will point at.
  mutating func keeping(_ tensor: RawTensor) -> ct_tensor {
    owned.append(tensor)
    return tensor.handle
  }

  func run(_ out: UnsafeMutablePointer<ct_tensor?>) -> ct_status {
    withExtendedLifetime(self) {
      ct_mixed_cell(
        sources.map(\.handle), Int32(sources.count), coefficients.handle, keep?.handle, operations,
        Int32(operations.count), nodes, statistics, stored, 0.1, 1e-5, out)
    }
  }
}
