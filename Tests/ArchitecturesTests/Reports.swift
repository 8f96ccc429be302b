import Architectures

extension ClassificationReport {
  /// A report of counts by label and predicted class, with mistakes of falling probability.
  static func counting(
    _ names: [String], _ confusion: [[Int]], keeping limit: Int = 10,
    image: (Int) -> String = { "\($0).png" }
  ) -> ClassificationReport {
    var counter = ClassificationCounter(classNames: names, keeping: limit)
    var images = 0
    for (label, row) in confusion.enumerated() {
      for (prediction, count) in row.enumerated() {
        for _ in 0..<count {
          counter.count(
            label: label, prediction: prediction, probability: 0.9 - Double(images) / 1e6,
            labelProbability: 0.05, image: image(images))
          images += 1
        }
      }
    }
    return counter.report
  }

  /// Classes of which each loses one image to the next.
  static func ring(_ names: [String], images: Int = 4) -> ClassificationReport {
    counting(
      names,
      names.indices.map { label in
        names.indices.map { $0 == label ? images - 1 : $0 == (label + 1) % names.count ? 1 : 0 }
      })
  }

  /// Names that nobody should be fooled by.
  static let hostileNames = [
    "<script>alert(1)</script>", "&amp; \"quotes\" 'single'", "]]>", "\u{7}\u{1B}[2J", "\u{9B}31m",
    "two\nlines\u{2028}three", "\u{202E}gnp.exe", "\u{2066}isolated\u{2069}", "", " ",
    "\u{FFFE}\u{FFFF}", "\u{5D0}\u{5D1}\u{5D2}", "\u{7D50}\u{679C}", "\u{1F408}\u{200D}\u{2B1B}",
    String(repeating: "long ", count: 60), String(repeating: "W", count: 2_000),
  ]
}
