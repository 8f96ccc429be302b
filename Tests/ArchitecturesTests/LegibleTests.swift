import Architectures
import Testing

@Suite struct LegibleTests {
  @Test(
    arguments: [
      ("", ""), ("\u{C4} \u{7D50}\u{679C} \u{1F600} \"'", "\u{C4} \u{7D50}\u{679C} \u{1F600} \"'"),
      ("a\nb\tc\r\n", "a\\nb\\tc\\r\\n"),
    ])
  func textStaysOnOneLine(text: String, legible: String) {
    #expect(text.legible == legible)
  }

  @Test func nothingMovesACursor() {
    let text = "\u{1B}[2J \u{7} \u{9B} \u{2028} \u{0}".legible
    #expect(!text.unicodeScalars.contains { $0.value < 32 || (127..<160).contains($0.value) })
    #expect(!text.contains { $0.isNewline })
  }

  @Test func nothingTurnsTheOrderAround() {
    #expect("a\u{202E}gnp.exe".legible == "a\\u{202E}gnp.exe")
    #expect("\u{2066}\u{200F}\u{61C}".legible == "\\u{2066}\\u{200F}\\u{061C}")
    // Joined pictures and words in Hebrew stay as they are.
    let text = "\u{1F408}\u{200D}\u{2B1B} \u{5D0}\u{5D1}"
    #expect(text.legible == text)
  }

  @Test func longTextIsCut() {
    #expect(String(repeating: "a", count: 100_000).legible.count == 1_000)
  }

  /// Codes and formats come from files.
  @Test func errorsAreLegible() {
    let error = ArchitectureError.unknownFormat(
      "a\u{1B}[2J\n" + String(repeating: "b", count: 5_000))
    #expect(error.description.hasPrefix("The architecture has format \"a\\u{1B}[2J\\nbbb"))
    #expect(error.description.count == 1_000)
  }
}
