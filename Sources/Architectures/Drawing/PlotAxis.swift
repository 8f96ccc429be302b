internal import Foundation

/// The range of an axis with round numbers to label it by.
struct PlotAxis {
  /// The value at the left or lower end.
  let lower: Double
  /// The value at the right or upper end.
  let upper: Double
  /// The labelled values, ascending.
  let ticks: [Double]
  /// The digits after the point that tell the ticks apart.
  let digits: Int

  /// An axis for all values, with about five ticks.
  init(_ values: [Double]) {
    self.init(from: values.min() ?? 0, to: values.max() ?? 1)
  }

  /// An axis for all values but the lowest hundredth, where those are far from the others.
  init(robust values: [Double]) {
    let sorted = values.sorted()
    let (least, most) = (sorted.first ?? 0, sorted.last ?? 1)
    let hundredth = sorted.isEmpty ? 0 : sorted[sorted.count / 100]
    self.init(from: hundredth - least > (most - hundredth) / 2 ? hundredth : least, to: most)
  }

  private init(from least: Double, to most: Double) {
    let span = most > least ? most - least : max(abs(most), 1)
    let rough = span / 5
    let power = pow(10, floor(log10(rough)))
    let step = ([1, 2, 5].first { $0 * power >= rough } ?? 10) * power
    lower = floor(least / step) * step
    upper = max(ceil(most / step), floor(least / step) + 1) * step
    let count = Int(((upper - lower) / step).rounded())
    let start = lower
    ticks = (0...count).map { start + Double($0) * step }
    digits = max(0, -Int(floor(log10(step * 1.0001))))
  }

  /// Where a value lies, 0 at the lower and 1 at the upper end; values outside lie at an end.
  func position(_ value: Double) -> Double {
    min(1, max(0, (value - lower) / (upper - lower)))
  }
}
