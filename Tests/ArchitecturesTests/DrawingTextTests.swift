import Testing

@testable import Architectures

@Suite struct DrawingTextTests {
  @Test(
    arguments: [
      (0.0654, 3, "0.065"), (0.0656, 3, "0.066"), (1, 2, "1.00"), (0.999, 2, "1.00"),
      (-0.25, 1, "\u{2212}0.3"), (-0.001, 2, "0.00"), (12.5, 0, "13"),
    ]
  )
  func numbersHaveFixedDigits(value: Double, digits: Int, text: String) {
    #expect(value.fixed(digits) == text)
  }

  @Test(
    arguments: [
      (0.5, "0.50"), (9.999, "10.0"), (12.34, "12.3"), (999, "999"), (1e30, "\u{2026}"),
      (-0.16, "\u{2212}0.2"), (-9.99, "\u{2212}10"), (-100, "\u{2026}"),
    ]
  )

  func largeNumbersStayShort(value: Double, text: String) {
    #expect(value.compact(2) == text)
  }

  @Test(arguments: [(12, "12"), (12.04, "12"), (-3.25, "-3.3"), (0.1, "0.1")])
  func coordinatesAreShort(value: Double, text: String) {
    #expect(value.px == text)
  }

  @Test(
    arguments: [
      (0, "0", "0"), (999, "999", "999"), (1000, "1,000", "1.0K"),
      (999_960, "999,960", "1.0M"), (2_950_390, "2,950,390", "3.0M"),
      (493_246_080, "493,246,080", "493.2M"), (1_500_000_000, "1,500,000,000", "1.5G"),
    ]
  )
  func countsAreGroupedAndAbbreviated(count: Int, grouped: String, abbreviated: String) {
    #expect(count.grouped == grouped)
    #expect(count.abbreviated == abbreviated)
  }

  @Test(arguments: [([0], "0"), ([1, 2], "1, 2"), ([0, 2, 3, 4, 7], "0, 2\u{2013}4, 7")])
  func numbersMakeRanges(numbers: [Int], text: String) {
    #expect(numbers.ranges == text)
  }

  @Test func linesFitAndKeepTheWords() {
    let text = "a search of an hour on one machine finds what we could not draw by hand"
    let lines = text.lines(size: 12, width: 150)
    #expect(lines.count > 1)
    #expect(lines.allSatisfy { $0.width(size: 12) <= 150 })
    #expect(lines.joined(separator: " ") == text)
  }

  @Test(arguments: ["IMG_2024-05-17_holiday.png", String(repeating: "w", count: 999), "a", ""])
  func theMiddleIsCutOut(text: String) {
    for width in [20.0, 90, 400] {
      let cut = text.cutInMiddle(size: 11, width: width)
      #expect(cut.width(size: 11) <= width)
      guard cut != text else { continue }
      let parts = cut.split(separator: "\u{2026}", omittingEmptySubsequences: false)
      #expect(parts.count == 2 && text.hasPrefix(parts[0]) && text.hasSuffix(parts[1]))
      #expect((0...1).contains(parts[0].count - parts[1].count))
      #expect(text.width(size: 11) > width)
    }
  }

  @Test func aLongWordIsCut() {
    let lines = String(repeating: "w", count: 100).lines(size: 12, width: 150)
    #expect(lines.count == 1)
    #expect(lines[0].hasSuffix("\u{2026}"))
    #expect(lines[0].width(size: 12) <= 150)
  }
}
