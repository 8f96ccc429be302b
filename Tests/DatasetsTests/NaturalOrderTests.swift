import Testing

@testable import Datasets

struct NaturalOrderTests {
  @Test func numbersCountByTheirValue() {
    let names = ["Ä", "10", "a", "2", "B", "1", "11", "a10", "a9", "a09", "07", "7"]
    #expect(
      names.naturallySorted { $0 }
        == ["1", "2", "07", "7", "10", "11", "B", "a", "a09", "a9", "a10", "Ä"])
  }

  /// Longer than any integer.
  @Test func numbersMayBeLong() {
    let (short, long) = (String(repeating: "9", count: 30), "1" + String(repeating: "0", count: 30))
    #expect([long, short].naturallySorted { $0 } == [short, long])
  }

  @Test func marksStandWhereTheyStandInUnicode() {
    let names = ["img-2", "img 10", "img.1", "img"]
    #expect(names.naturallySorted { $0 } == ["img", "img 10", "img-2", "img.1"])
  }

  /// The same letter, composed and decomposed.
  @Test func spellingsOfALetterAreOne() {
    #expect(NaturalKey("a\u{308}") == NaturalKey("\u{E4}"))
  }
}
