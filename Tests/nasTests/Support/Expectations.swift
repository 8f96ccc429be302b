import Foundation
import Testing

/// Checks that the program ended with one sentence on standard error and nothing else.
func expectFailure(
  _ result: Program.Result, code: Int32, saying fragments: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let call = "nas " + result.arguments.joined(separator: " ")
  #expect(result.code == code, "\(call): \(result.errors)", sourceLocation: sourceLocation)
  #expect(result.output.isEmpty, "\(call)", sourceLocation: sourceLocation)
  #expect(
    result.errorLines.count == 1 && result.errors.hasPrefix("Error: "),
    "\(call): \(result.errors)", sourceLocation: sourceLocation)
  // What Foundation says where it hides the reason, and what only programmers understand.
  for noise in ["operation could not be completed", "Domain", "DecodingError", "CodingKey"] {
    #expect(
      !result.errors.contains(noise), "\(call): \(result.errors)", sourceLocation: sourceLocation)
  }
  for fragment in fragments {
    #expect(
      result.errors.contains(fragment), "\(call): \(result.errors)",
      sourceLocation: sourceLocation)
  }
}

func isThere(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

/// Checks that a JSON object has exactly these keys: those without a value are null, not missing.
func expectKeys(
  _ object: Any?, _ keys: Set<String>, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let object = try #require(object as? [String: Any], sourceLocation: sourceLocation)
  #expect(Set(object.keys) == keys, sourceLocation: sourceLocation)
}
