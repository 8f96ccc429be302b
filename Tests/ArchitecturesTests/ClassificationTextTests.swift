import Foundation
import Testing

@testable import Architectures

@Suite struct ClassificationTextTests {
  @Test func aSmallReportIsReadAtAGlance() {
    let report = ClassificationReport.counting(
      ["cat", "\u{72AC}", "owl"], [[1_000, 12, 0], [2, 2, 0], [0, 0, 0]], keeping: 1)
    #expect(
      report.text == """
        accuracy 98.62 % (1,002 of 1,016 images)

           class  images  accuracy  precision
        0  cat     1,012   98.81 %    99.80 %
        1  \u{72AC}          4   50.00 %    14.29 %
        2  owl         0         \u{2013}          \u{2013}

        Images of each class, by the class that they were taken for:
                   0   1  2
        0  cat  1000  12  \u{B7}
        1  \u{72AC}      2   2  \u{B7}
        2  owl     \u{B7}   \u{B7}  \u{B7}

        The worst mistakes:
        image     class  taken for  probability  of its class
        1000.png  cat    \u{72AC}             89.90 %        5.00 %
        """)
  }

  @Test func whatIsRightHasNoMistakes() {
    let report = ClassificationReport.counting(["cat", "dog"], [[1, 0], [0, 0]])
    #expect(report.text.hasPrefix("accuracy 100.00 % (1 of 1 image)\n\n"))
    #expect(!report.text.contains("mistakes"))
    #expect(ClassificationCounter(classNames: ["cat"], keeping: 1).report.text == "no images")
  }

  /// Counts of four digits leave room for so many classes beside names of eight columns.
  @Test(arguments: [(20, true), (21, true), (22, false), (300, false)])
  func theMatrixIsThereWhereItFits(count: Int, fits: Bool) {
    let text = ClassificationReport.ring((0..<count).map { "class \($0)" }, images: 1_001).text
    #expect(text.contains("by the class that they were taken for") == fits)
    #expect(text.contains("class 0 taken for class 1   1 time (0.1 % of its images)") == !fits)
  }

  @Test func ofManyClassesTheWorstAreShown() {
    let names = (0..<300).map { "class \($0)" }
    // Class 7 has no images; those before class 10 lose five of ten, the others two.
    let confusion = names.indices.map { label in
      names.indices.map { prediction in
        let lost = label < 10 ? 5 : 2
        return label == 7 ? 0 : prediction == label ? 10 - lost : prediction == 11 ? lost : 0
      }
    }
    let lines = ClassificationReport.counting(names, confusion).text.split(separator: "\n")
    let end = lines.firstIndex { $0 == "and 290 more classes" }
    #expect(lines[1] == "The least accurate classes:")
    #expect(end == 13)
    #expect(
      lines[3..<13].map { $0.split(separator: " ")[0] }
        == ["0", "1", "2", "3", "4", "5", "6", "8", "9", "10"])
    #expect(
      lines[15] == "class 0 taken for class 11   5 times (50.0 % of its images)")
  }

  @Test(arguments: [2, 15, 41])
  func hostileNamesStayInTheirCells(count: Int) {
    let hostile = ClassificationReport.hostileNames
    for first in hostile.indices {
      let names = (0..<count).map { hostile[(first + $0) % hostile.count] }
      let confusion = names.indices.map { label in
        names.indices.map { $0 == label ? 12_345 : 9 * ($0 + label) % 11 }
      }
      let report = ClassificationReport.counting(
        names, confusion, image: { hostile[$0 % hostile.count] })
      for line in report.text.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(
          line.unicodeScalars.allSatisfy { $0.value >= 32 && !(127..<160).contains($0.value) })
        #expect(!line.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
        #expect(String(line).columns <= 120, "\(line)")
        #expect(!line.hasSuffix(" "))
      }
    }
  }

  /// As Python's `unicodedata.east_asian_width` has them, but for pictures and joined vowels.
  @Test(
    arguments: [
      ("cat", 3), ("", 0), ("\u{732B}", 2), ("\u{3044}\u{306C}\u{30FB}\u{30CD}\u{30B3}", 10),
      ("\u{D55C}\u{AD6D}\u{C5B4}", 6),
      ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}\u{110B}\u{1165}", 6),
      ("\u{DC}n\u{EF}", 3), ("U\u{308}ni\u{308}", 3), ("\u{FF21}\u{FF22}", 4),
      ("\u{FF71}\u{FF72}", 2), ("a\u{200E}b", 2), ("\u{1F600}", 2),
      ("\u{1F408}\u{200D}\u{2B1B}", 2),
      ("\u{2764}\u{FE0F}", 2), ("\u{2764}", 1), ("\u{1F1E9}\u{1F1EA}", 2),
    ])
  func wideCharactersTakeTwoColumns(text: String, columns: Int) {
    #expect(text.columns == columns)
  }

  @Test(
    arguments: [
      ("Ankle boot", 10, "Ankle boot", "Ankle boot"),
      ("Ankle boot", 6, "Ankle\u{2026}", "Ank\u{2026}ot"),
      ("\u{732B}\u{732B}\u{732B}", 5, "\u{732B}\u{732B}\u{2026}", "\u{732B}\u{2026}\u{732B}"),
      ("\u{732B}\u{732B}\u{732B}", 4, "\u{732B}\u{2026}", "\u{732B}\u{2026}"),
    ])
  func longTextIsCut(text: String, columns: Int, end: String, middle: String) {
    #expect(text.cut(columns: columns) == end)
    #expect(text.cutInMiddle(columns: columns) == middle)
  }
}
