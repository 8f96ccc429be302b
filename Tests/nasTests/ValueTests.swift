import Foundation
import HMNAS
import Search
import Testing
import Tracking
import Training

@testable import nas

/// What is typed and what is printed.
@Suite struct ValueTests {
  @Test(
    arguments: [
      ("~", "/home/ada"), ("~/x", "/home/ada/x"), ("~/", "/home/ada/"), ("x/~", "x/~"),
      ("/~/x", "/~/x"), ("~bob/x", "./~bob/x"), ("", ""), ("./~", "./~"),
    ])
  func aTildeIsTheHomeFolder(path: String, expanded: String) {
    #expect(UserPath.expanded(path, home: "/home/ada") == expanded)
  }

  @Test(
    arguments: [
      (Setting.text("fused"), "\"fused\""), (.integer(3), "3"), (.number(1e-5), "1e-05"),
      (.flag(true), "true"), (.text("a \"b\" \\ c\n"), #""a \"b\" \\ c\u000A""#),
    ])
  func aValueOfAFileIsReadAsItWasWritten(value: Setting, toml: String) throws {
    #expect(value.toml == toml)
    let file = try Scratch.file("my.toml", "key = \(toml)\n")
    let settings = try ConfigurationFile(path: file.path).settings()
    #expect(settings.map(\.key) == ["key"])
    #expect(settings.map(\.value) == [value])
  }

  @Test func aTitleMovesNoCursor() throws {
    let run = try RunFolder.decodeConfiguration(
      Data(
        #"""
        {"method": "train", "dataset": "own", "seed": 7, "device": "cpu", "threads": 1, "options": {},
        "data": {"name": "own", "title": "\u001b[2J\nOwn", "classNames": ["a"],
        "imageShape": {"channels": 1, "height": 2, "width": 2}, "counts": {"training": 1},
        "normalization": {"mean": [0], "standardDeviation": [1], "source": "a test"}}}
        """#.utf8), at: "config.json")
    #expect(run.title.hasSuffix(#" on \u{1B}[2J\nOwn, seed 7"#), "\(run.title)")
  }

  @Test func valuesAreNamedByTheNearestPreset() {
    var options = HMNASOptions.preset(.cpu)
    #expect(label(options, .cpu) == "cpu preset")
    #expect(options.nearestPreset(or: .quick) == .cpu)
    options.network.cells = 7
    #expect(label(options, .cpu) == "cpu preset, 1 value changed")
    #expect(options.nearestPreset(or: .quick) == .cpu)
    options.network.channels = 5
    #expect(label(options, .cpu) == "cpu preset, 2 values changed")
  }

  private func label(_ options: HMNASOptions, _ preset: Preset) -> String {
    HMNASOptions.label(of: HMNASOptions.table.settings(of: options), from: preset)
  }

  @Test(arguments: [(0.8042, 0.1958), (0.1, 0.9), (1, 0), (0, 1), (0.9998, 0.0002)])
  func anErrorIsWhatIsLeft(accuracy: Double, error: Double) {
    #expect(errorRate(accuracy: accuracy) == error)
  }

  @Test func anErrorOfManyDecimalsIsNearlyExact() {
    #expect(abs(errorRate(accuracy: 1 / 3.0) - 2 / 3.0) < 1e-15)
  }
}
