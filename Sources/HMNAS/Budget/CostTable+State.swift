package import Torch

extension CostTable {
  /// The numbers in their order: fixed, inputs, operations.
  private var numbers: [Float] {
    ([fixed] + inputs.joined() + operations.joined()).map { Float($0) }
  }

  /// The table as a checkpoint gives it back.
  package var rounded: CostTable { replacing(numbers) }

  /// For a checkpoint.
  package var tensor: Tensor { Tensor(numbers, shape: [numbers.count]) }

  /// The table of this form that a checkpoint holds.
  package func restored(_ tensor: Tensor, named name: String) throws(StateError) -> CostTable {
    guard tensor.shape == [numbers.count] else {
      throw .shape(name, expected: [numbers.count], found: tensor.shape)
    }
    return replacing(tensor.floats)
  }

  private func replacing(_ numbers: [Float]) -> CostTable {
    var rest = numbers.dropFirst().map { Double($0) }[...]
    func filled(_ rows: [[Double]]) -> [[Double]] {
      rows.map { row in
        defer { rest = rest.dropFirst(row.count) }
        return Array(rest.prefix(row.count))
      }
    }
    let inputs = filled(inputs)
    return CostTable(
      fixed: Double(numbers[0]), inputs: inputs, operations: filled(operations))
  }
}
