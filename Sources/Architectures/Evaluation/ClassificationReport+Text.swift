extension ClassificationReport {
  private static let lineWidth = 120
  /// Up to so many classes are all in the table.
  private static let listedClasses = 40
  /// How many of what is worst stand for the others.
  private static let worst = 10

  /// The report as tables for people, in lines of at most 120 columns.
  ///
  /// The accuracy of each class, or of the ten worst of many; the confusion matrix where it fits, else the ten most
  /// frequent confusions; the ten worst mistakes.
  public var text: String {
    guard images > 0 else { return "no images" }
    let tables = [
      [heading], classTable, matrix ?? confusionList, mistakeTable,
    ]
    return tables.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  private var heading: String {
    "accuracy \(Self.percent(accuracy)) (\(recognised.grouped) of \(images.grouped) "
      + "\(images == 1 ? "image" : "images"))"
  }

  private var classTable: [String] {
    let results = Array(classes.enumerated())
    let shown =
      results.count <= Self.listedClasses
      ? results
      : Array(
        results.filter { $0.element.images > 0 }
          .sorted {
            ($0.element.accuracy ?? 0, $0.offset) < ($1.element.accuracy ?? 0, $1.offset)
          }
          .prefix(Self.worst))
    let rows = shown.map { index, result in
      [
        "\(index)", Self.shown(result.name, columns: 60), result.images.grouped,
        Self.percent(result.accuracy), Self.percent(result.precision),
      ]
    }
    let left = results.count - shown.count
    let table = TextTable(
      sides: [.right, .left, .right, .right, .right],
      rows: [["", "class", "images", "accuracy", "precision"]] + rows)
    return (left > 0 ? ["The least accurate classes:"] : []) + table.lines
      + (left > 0 ? ["and \(left.grouped) more \(left == 1 ? "class" : "classes")"] : [])
  }

  /// The confusion matrix; nil where it does not fit.
  private var matrix: [String]? {
    let count = classNames.count
    let most = confusion.reduce(0) { max($0, $1.max() ?? 0) }
    let (number, cell) = ("\(count - 1)".count, "\(max(most, count - 1))".count)
    let longest = classNames.map { Self.shown($0, columns: Self.lineWidth).columns }.max() ?? 0
    for (gap, least) in [(2, 16), (1, 8)] {
      let room = Self.lineWidth - number - gap - count * (cell + gap)
      guard room >= min(longest, least) else { continue }
      let rows = confusion.enumerated().map { label, row in
        ["\(label)", Self.shown(classNames[label], columns: max(1, min(room, 40)))]
          + row.map { $0 == 0 ? "\u{00B7}" : "\($0)" }
      }
      let table = TextTable(
        sides: [.right, .left] + classNames.map { _ in .right },
        rows: [["", ""] + (0..<count).map { "\($0)" }] + rows, gap: gap)
      return ["Images of each class, by the class that they were taken for:"] + table.lines
    }
    return nil
  }

  private var confusionList: [String] {
    let rows = confusions.prefix(Self.worst).map { pair in
      let share = Self.share(pair.count, of: confusion[pair.label].reduce(0, +)) ?? 0
      return [
        Self.shown(classNames[pair.label], columns: 35) + " taken for "
          + Self.shown(classNames[pair.prediction], columns: 35) + " ",
        pair.count.grouped,
        "\(pair.count == 1 ? "time" : "times") (\((share * 100).fixed(1)) % of its images)",
      ]
    }
    let table = TextTable(sides: [.left, .right, .left], rows: rows, gap: 1)
    return rows.isEmpty ? [] : ["The most frequent confusions:"] + table.lines
  }

  private var mistakeTable: [String] {
    let rows = mistakes.prefix(Self.worst).map { mistake in
      [
        mistake.image.legible.cutInMiddle(columns: 44).asPartOfLine,
        Self.shown(mistake.label, columns: 20), Self.shown(mistake.prediction, columns: 20),
        Self.percent(mistake.probability), Self.percent(mistake.labelProbability),
      ]
    }
    let table = TextTable(
      sides: [.left, .left, .left, .right, .right],
      rows: [["image", "class", "taken for", "probability", "of its class"]] + rows)
    return rows.isEmpty ? [] : ["The worst mistakes:"] + table.lines
  }

  /// A name as a cell of a table.
  private static func shown(_ name: String, columns: Int) -> String {
    name.legible.cut(columns: columns).asPartOfLine
  }

  private static func percent(_ share: Double?) -> String {
    share.map { ($0 * 100).fixed(2) + " %" } ?? "\u{2013}"
  }
}
