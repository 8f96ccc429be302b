internal import Architectures
internal import Foundation

/// What a command prints that wrote a file: its path, or as JSON `{"file": path}`.
func printFile(_ file: URL, asJSON: Bool) throws {
  guard asJSON else { return print(file.relativePath.legible) }
  try printJSON(["file": file.relativePath])
}

/// Prints a value as JSON on standard output.
func printJSON(_ value: some Encodable) throws {
  print(try jsonText(of: value))
}

/// A value as JSON for people and programs.
func jsonText(of value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}
