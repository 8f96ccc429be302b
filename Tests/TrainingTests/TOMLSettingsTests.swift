import Foundation
import Testing
import Tracking
import Training

struct TOMLSettingsTests {
  @Test func settingsComeInTheOrderOfTheirKeys() throws {
    let text = "epochs = 3\n# a comment\nengine = \"fused\"\ndeep = true\nrate = 5e-1\r\n"
    let settings = try TOMLSettings.read(Data(text.utf8))
    #expect(settings.map(\.key) == ["deep", "engine", "epochs", "rate"])
    #expect(settings.map(\.value) == [.flag(true), .text("fused"), .integer(3), .number(0.5)])
  }

  @Test(
    arguments: [
      ("a = [1]", "option a is a list, expected a number, a text, true or false"),
      ("a = {}", "option a is a table, expected a number, a text, true or false"),
      (
        "b = 1\n\n[a]\nb = 1",
        "line 3 is [a], which begins a table or list, expected hyperparameters alone"
      ),
      ("a = 1979-05-27", "option a is a date or time, expected a number, a text, true or false"),
      ("a = 1\nb = \u{2}", "line 2 is not valid TOML: it holds the character \\u{02}"),
      (
        "a = 1\n [#b]",
        "line 2 is [#b], which begins a table or list, expected hyperparameters alone"
      ),
    ])
  func whatIsNoHyperparameterIsNamed(text: String, sentence: String) {
    let error = #expect(throws: TOMLSettings.Fault.self) {
      try TOMLSettings.read(Data(text.utf8))
    }
    #expect(error?.description == sentence)
  }

  @Test func otherFaultsAreTheParsers() {
    for bytes in [Data("a = = 1".utf8), Data([0x61, 0xFF])] {
      let error = #expect(throws: TOMLSettings.Fault.self) { try TOMLSettings.read(bytes) }
      #expect(error?.description.contains("is not valid TOML: ") == true)
    }
  }
}
