internal import Foundation

/// The cross entropy that is left once a network is as sure as it should be (temperature scaling; Guo et al., *On
/// Calibration of Modern Neural Networks*, 2017, section 4.2).
///
/// Label smoothing keeps logits small. That costs loss, but changes no prediction.
struct TemperatureScaling {
  /// What logits are multiplied by, one over the temperature; in 0...`largestFactor`.
  let factor: Double
  /// Mean cross entropy of the multiplied logits: no other factor in that range gives less.
  let loss: Double

  /// A factor for images that are all classified right, where the loss falls forever.
  static let largestFactor = 1024.0
  private static let halvings = 40

  /// Finds the factor by the slope of the loss, which is convex in it.
  ///
  /// - Parameters:
  ///   - logits: Images × classes, row by row.
  ///   - labels: The classes of the images.
  init(logits: [Float], labels: [Int64]) {
    precondition(!labels.isEmpty && logits.count % labels.count == 0, "not a row for each label")
    let images = Images(logits: logits, labels: labels)
    var (low, high) = (0.0, 1.0)
    while high < Self.largestFactor, images.at(high).slope < 0 { (low, high) = (high, 2 * high) }
    for _ in 0..<Self.halvings {
      let middle = (low + high) / 2
      if images.at(middle).slope < 0 { low = middle } else { high = middle }
    }
    factor = low
    loss = images.at(low).loss
  }

  /// Logits beyond that of the right class.
  private struct Images {
    private let excess: [Double]
    private let classes: Int

    init(logits: [Float], labels: [Int64]) {
      let classes = logits.count / labels.count
      self.classes = classes
      excess = logits.indices.map { index in
        let row = index / classes
        return Double(logits[index]) - Double(logits[row * classes + Int(labels[row])])
      }
    }

    /// Mean loss, and how fast it grows with the factor.
    func at(_ factor: Double) -> (loss: Double, slope: Double) {
      var (loss, slope) = (0.0, 0.0)
      for start in stride(from: 0, to: excess.count, by: classes) {
        let row = excess[start..<start + classes]
        let shift = row.reduce(0, max)
        var (sum, weighted) = (0.0, 0.0)
        for value in row {
          let share = exp(factor * (value - shift))
          sum += share
          weighted += share * value
        }
        loss += log(sum) + factor * shift
        slope += weighted / sum
      }
      let count = Double(excess.count / classes)
      return (loss / count, slope / count)
    }
  }
}
