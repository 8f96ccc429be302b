public import Torch

/// Loss and accuracy over the batches of an epoch.
///
/// The numbers stay on the device until they are asked for, so that a step does not wait for them.
public struct Meter {
  private var losses: [Tensor] = []
  private var hits: [Tensor] = []
  private var sizes: [Int] = []

  /// The values to start from.
  public init() {}

  /// Images counted.
  public var images: Int { sizes.reduce(0, +) }

  /// Counts a batch, whose mean loss is `loss`.
  public mutating func count(loss: Tensor, logits: Tensor, labels: Tensor) {
    losses.append(loss.detached())
    hits.append(
      withoutGradient { logits.detached().argmax(dimension: 1).isEqual(to: labels).sum() })
    sizes.append(labels.size(0))
  }

  /// Counts what was measured elsewhere on `images` images.
  public mutating func count(_ evaluation: Evaluation, images: Int) {
    losses.append(Tensor(Float(evaluation.loss)))
    hits.append(Tensor([Int64((evaluation.accuracy * Double(images)).rounded())], shape: [1])[0])
    sizes.append(images)
  }

  /// Adds what another meter counted.
  public mutating func add(_ other: Meter) {
    losses += other.losses
    hits += other.hits
    sizes += other.sizes
  }

  /// Mean loss per image; waits for the device.
  public var loss: Double {
    guard images > 0 else { return 0 }
    let values = Tensor.stacked(losses).elements(as: Float.self)
    return zip(values, sizes).reduce(0) { $0 + Double($1.0) * Double($1.1) } / Double(images)
  }

  /// Share of images classified right; waits for the device.
  public var accuracy: Double {
    guard images > 0 else { return 0 }
    return Double(Tensor.stacked(hits).elements(as: Int64.self).reduce(0, +)) / Double(images)
  }
}

extension Meter {
  /// The counts as tensors, for a checkpoint.
  public var state: [String: Tensor] {
    guard !sizes.isEmpty else { return [:] }
    return [
      "losses": Tensor.stacked(losses), "hits": Tensor.stacked(hits),
      "sizes": Tensor(sizes.map { Int64($0) }, shape: [sizes.count]),
    ]
  }

  /// Goes on from a checkpoint.
  /// - Throws: `StateError` for counts that do not belong together.
  public init(state: [String: Tensor]) throws(StateError) {
    guard !state.isEmpty else { return }
    func part(_ name: String, _ type: ElementType) throws(StateError) -> Tensor {
      guard let tensor = state[name] else { throw .missing(name) }
      guard tensor.rank == 1, tensor.elementType == type else {
        throw .shape(name, expected: [state["sizes"]?.count ?? 0], found: tensor.shape)
      }
      return tensor
    }
    sizes = try part("sizes", .int64).elements(as: Int64.self).map { Int($0) }
    let (losses, hits) = (try part("losses", .float32), try part("hits", .int64))
    for (name, count) in [("losses", losses.count), ("hits", hits.count)]
    where count != sizes.count {
      throw .shape(name, expected: [sizes.count], found: [count])
    }
    self.losses = losses.unbound(into: sizes.count)
    self.hits = hits.unbound(into: sizes.count)
    guard sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0.0, { $0 + Double($1) }) < 1e15 else {
      throw .shape("sizes", expected: [sizes.count], found: [sizes.count])
    }
  }
}
