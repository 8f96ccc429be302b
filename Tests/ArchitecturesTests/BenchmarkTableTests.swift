import Foundation
import Testing

@testable import Architectures

@Suite struct BenchmarkTableTests {
  // The benchmark's published ranges for CIFAR-10: 0.073306M to 1.531546M parameters, 7.78305M to
  // 220.11969M "flops", and the published 0.129306M and 15.64737M of cell 0. Its flops count the
  // 10 biases of the classifier as well.
  static let published: [(String, Int, Int)] = [
    (cell, 73_306, 7_783_050),
    (cell.replacing("none", with: "nor_conv_3x3"), 1_531_546, 220_119_690),
    (
      """
      |avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|\
      +|nor_conv_1x1~0|skip_connect~1|skip_connect~2|
      """,
      129_306, 15_647_370
    ),
  ]

  @Test(arguments: published)
  func cellsCostWhatWasPublished(code: String, parameters: Int, flops: Int) throws {
    let cell = try NASBench201Cell(code: code)
    #expect(cell.code == code)
    let cost = Cost(parameters: parameters, multiplyAdds: flops - 10)
    #expect(NASBench201Costs()[cell] == cost)
    let image = ImageShape(channels: 3, height: 32, width: 32)
    #expect(NASBench201Network(cell).cost(image: image, classes: 10) == cost)
  }

  @Test(
    arguments: [
      "", "none", "|none~0|", "|none~0|+|none~0|none~1|+|none~0|none~1|conv~2|",
      "|none~1|+|none~0|none~1|+|none~0|none~1|none~2|",
      "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|+",
    ]
  )
  func otherCellsAreRefused(code: String) {
    #expect(throws: ArchitectureError.self) { try NASBench201Cell(code: code) }
  }

  private static let header = NASBench201Table.header
  private static let cell = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"

  private static let line = "\n0,\(cell),"
  static let csvFaults: [(String, String)] = [
    ("", #"line 1 is "", expected "index,arch_str"#),
    ("index;arch_str\n", #"line 1 is "index;arch_str", expected"#),
    ("\(header)", "holds 0 cells, expected all 15625"),
    ("\(header)\(line)1,2,3,4\n", "holds 1 cells, expected all 15625"),
    ("\(header)\(line)1,2,3\n", "line 2 has 5 columns, expected 6"),
    ("\(header)\n7,\(cell),1,2,3,4\n", "line 2 has index 7, expected 0"),
    ("\(header)\n0,conv,1,2,3,4\n", #"line 2 has "conv" as arch_str, expected six operations"#),
    ("\(header)\(line)1,2,3,x\n", #"line 2 has an accuracy of "x", expected a number from 0"#),
    ("\(header)\(line)1,nan,3,4\n", #"line 2 has an accuracy of "nan""#),
    ("\(header)\(line)1,2,3,100.5\n", #"line 2 has an accuracy of "100.5""#),
    ("\(header)\r\n0,\(cell),1,2,3,4\r\n1,\(cell),1,2,3,4\r\n", "line 3 repeats the cell"),
  ]

  @Test(arguments: csvFaults)
  func faultsOfTheCSVAreNamed(text: String, message: String) throws {
    try Self.expectFault(.nasBench201, text, saying: message)
  }

  private static let row =
    #"{"test_acc": [80, 81, 82], "mean_acc": 81, "std": 1, "params": 1, "flops": 2}"#

  private static let tooAccurate = row.replacing("81,", with: "181,")
  private static let textual = row.replacing(": 2", with: ": \"2\"")
  static let jsonFaults: [(String, String)] = [
    ("", "is not valid JSON"),
    ("[]", "is not valid JSON, expected an object with a value per network"),
    (#"{"00000000": {}}"#, #""00000000.test_acc" is missing"#),
    (#"{"0": \#(row)}"#, #""0" is not a code, expected 8 digits of 0, 1 and 2"#),
    (#"{"00000000": \#(row)}"#, "holds 1 networks and not 00000001, expected all 6561"),
    (#"{"00000000": \#(tooAccurate)}"#, #""00000000" has an accuracy of 181.0, expected 0 to 100"#),
    (#"{"00000000": \#(textual)}"#, #""00000000.flops" is not a whole number"#),
  ]

  @Test(arguments: jsonFaults)
  func faultsOfTheJSONAreNamed(text: String, message: String) throws {
    try Self.expectFault(.nasBenchMacro, text, saying: message)
  }

  private static func expectFault(
    _ table: BenchmarkTable, _ text: String, saying message: String
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: table.fileName)
    try Data(text.utf8).write(to: file)
    let error = #expect(throws: BenchmarkTableError.self) { try table.networks(in: folder) }
    let description = error?.description ?? ""
    #expect(description.hasPrefix("Cannot understand \(file.path): "))
    #expect(description.contains(message), "\(description)")
  }

  @Test(arguments: BenchmarkTable.allCases) func missingFilesAreNamed(table: BenchmarkTable) {
    let folder = URL(filePath: "/nowhere")
    let error = #expect(throws: BenchmarkTableError.self) { try table.networks(in: folder) }
    #expect(
      error?.description.hasPrefix("There is no file /nowhere/\(table.fileName), expected the ")
        == true
    )
  }
}
