extension BinaryFloatingPoint {
  /// The number with the given digits after the point, such as "0.065".
  func fixed(_ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (Double(magnitude) * scale).rounded()
    // Importances are about 1 at most; larger ones only have to be legible.
    guard scaled < 1e15 else { return "\(Double(self))" }
    let sign = self < 0 && scaled > 0 ? "\u{2212}" : ""
    guard digits > 0 else { return "\(sign)\(Int(scaled))" }
    let (whole, fraction) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
    let padded = "\(fraction)"
    return "\(sign)\(whole)." + String(repeating: "0", count: digits - padded.count) + padded
  }

  /// The number in at most `digits + 1` digits, one fewer beside a sign; an ellipsis for others.
  func compact(_ digits: Int) -> String {
    guard magnitude < 1e6 else { return "\u{2026}" }
    let digits = self < 0 ? digits - 1 : digits
    let texts = (0...digits).reversed().map(fixed)
    return texts.first { $0.count(where: \.isNumber) <= digits + 1 } ?? "\u{2026}"
  }

  /// The number as a coordinate: one digit after the point, where it is not 0.
  var px: String {
    let text = fixed(1).replacingMinus()
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension String {
  fileprivate func replacingMinus() -> String {
    String(map { $0 == "\u{2212}" ? "-" : $0 })
  }

  /// At least the width of the text in any of the usual sans-serif fonts.
  func width(size: Double, bold: Bool = false) -> Double {
    let ems = reduce(0.0) { width, character in
      switch character {
      case " ", ".", ",", ":", ";", "'", "|", "i", "l", "j", "t", "f", "r", "I", "\u{00B7}":
        width + 0.41
      case "\u{2212}": width + 0.84
      case "m", "w", "M", "W", "@", "%", "\u{2026}": width + 1
      case _ where character.isASCII && character.isUppercase: width + 0.75
      case _ where character.isASCII: width + 0.65
      default: width + 1.05
      }
    }
    return ems * size * (bold ? 1.1 : 1)
  }

  /// The text in lines of at most `width` pixels; longer words are cut.
  func lines(size: Double, bold: Bool = false, width: Double) -> [String] {
    var lines: [String] = []
    for word in split(whereSeparator: \.isWhitespace) {
      let joined = (lines.last.map { $0 + " " } ?? "") + word
      if !lines.isEmpty, joined.width(size: size, bold: bold) <= width {
        lines[lines.count - 1] = joined
      } else {
        lines.append(String(word).cut(size: size, bold: bold, width: width))
      }
    }
    return lines
  }

  /// The text in at most `width` pixels; an ellipsis stands for what is cut off.
  func cut(size: Double, bold: Bool = false, width: Double) -> String {
    guard self.width(size: size, bold: bold) > width else { return self }
    func cut(_ kept: Int) -> String { prefix(kept) + "\u{2026}" }
    var kept = 0
    while cut(kept + 1).width(size: size, bold: bold) <= width { kept += 1 }
    return cut(kept)
  }

  /// The text in at most `width` pixels; an ellipsis stands for what is cut out of its middle.
  func cutInMiddle(size: Double, width: Double) -> String {
    guard self.width(size: size) > width else { return self }
    func cut(_ kept: Int) -> String {
      prefix((kept + 1) / 2) + "\u{2026}" + suffix(kept / 2)
    }
    var kept = 0
    while cut(kept + 1).width(size: size) <= width { kept += 1 }
    return cut(kept)
  }
}

extension Int {
  /// The number with a comma after every three digits: "1,812,345".
  package var grouped: String {
    let digits = Array("\(magnitude)")
    let groups = digits.enumerated().map { index, digit in
      let rest = digits.count - index
      return index > 0 && rest % 3 == 0 ? ",\(digit)" : "\(digit)"
    }
    return (self < 0 ? "-" : "") + groups.joined()
  }

  /// The number in thousands, millions or billions: "93.1M".
  var abbreviated: String {
    let units: [(suffix: String, size: Double)] = [("G", 1e9), ("M", 1e6), ("K", 1e3)]
    for unit in units where Double(self) >= unit.size * 0.99995 {
      return (Double(self) / unit.size).fixed(1) + unit.suffix
    }
    return "\(self)"
  }
}

extension [Int] {
  /// Ascending numbers as ranges: "0, 2–4, 6".
  var ranges: String {
    var ranges: [ClosedRange<Int>] = []
    for number in self {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    let texts = ranges.map { range in
      switch range.count {
      case 1: "\(range.lowerBound)"
      case 2: "\(range.lowerBound), \(range.upperBound)"
      default: "\(range.lowerBound)\u{2013}\(range.upperBound)"
      }
    }
    return texts.joined(separator: ", ")
  }
}
