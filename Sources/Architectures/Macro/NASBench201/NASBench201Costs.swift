/// What the networks of all cells cost in one skeleton, of which every piece is counted once.
///
/// The benchmark's own multiply-adds ("flops") are as many more as there are classes: it counts the classifier's bias.
public struct NASBench201Costs: Hashable, Sendable {
  private let skeleton: Cost
  /// On an edge, in all cells.
  private let operations: [Operation: Cost]

  /// Counts for images and classes in the benchmark's skeleton; the defaults are those of CIFAR-10.
  public init(
    image: ImageShape = ImageShape(channels: 3, height: 32, width: 32), classes: Int = 10
  ) {
    let empty = NASBench201Network(NASBench201Cell(Array(repeating: .none, count: 6)))
    skeleton = empty.cost(image: image, classes: classes)
    let shapes = empty.stageShapes(image: image)
    operations = Dictionary(
      uniqueKeysWithValues: Operation.nasBench201.map { operation in
        let stages = shapes.map {
          operation.graph($0, stride: 1, hasWeights: true)?.cost ?? .zero
        }
        return (operation, empty.cellsPerStage * stages.reduce(.zero, +))
      })
  }

  /// The cost of the network of a cell: the parameters and the multiply-adds for one image.
  public subscript(cell: NASBench201Cell) -> Cost {
    cell.operations.reduce(skeleton) { $0 + operations[$1, default: .zero] }
  }
}
