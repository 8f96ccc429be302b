/// The colour of a cell of a confusion matrix: blue for what was recognised, orange for mistakes.
struct ConfusionShade: Hashable {
  /// From the lightest to the darkest.
  static let levels = 12

  let isMistake: Bool
  /// In 0 ..< `levels`.
  let level: Int

  /// All shades.
  static let all = [false, true].flatMap { isMistake in
    (0..<levels).map { ConfusionShade(isMistake: isMistake, level: $0) }
  }

  private init(isMistake: Bool, level: Int) {
    self.isMistake = isMistake
    self.level = level
  }

  /// The shade of a share in [0, 1]; the root tells small ones apart.
  init(_ share: Double, isMistake: Bool) {
    self.init(
      isMistake: isMistake,
      level: min(Self.levels - 1, Int(share.squareRoot() * Double(Self.levels))))
  }

  var fill: String {
    let (light, dark): ([Double], [Double]) =
      isMistake ? ([253, 228, 204], [158, 48, 8]) : ([220, 233, 247], [25, 72, 135])
    let ratio = Double(level) / Double(Self.levels - 1)
    let channels = zip(light, dark).map { Int(($0 + ($1 - $0) * ratio).rounded()) }
    return "rgb(\(channels[0]),\(channels[1]),\(channels[2]))"
  }

  /// The colour of a text on it.
  var ink: String { level < 7 ? "#1b2430" : "#ffffff" }

  /// Draws what the shades mean, in two lines.
  static func drawScale(at origin: Point, into svg: inout SVGWriter) {
    for (row, name) in ["recognised", "taken for another"].enumerated() {
      let y = origin.y + Double(row) * 22
      svg.text(name, at: Point(x: origin.x, y: y + 12), size: 12, fill: "#3d4857")
      for (column, percent) in [1, 5, 20, 50, 100].enumerated() {
        let shade = ConfusionShade(Double(percent) / 100, isMistake: row == 1)
        let frame = Rectangle(
          x: origin.x + 130 + Double(column) * 54, y: y, width: 52, height: 17)
        svg.element(
          "rect",
          [
            "x": frame.x.px, "y": frame.y.px, "width": frame.width.px, "height": frame.height.px,
            "fill": shade.fill,
          ])
        svg.text(
          "\(percent) %", at: Point(x: frame.midX, y: y + 12.5), size: 11, fill: shade.ink,
          centred: true)
      }
    }
  }
}
