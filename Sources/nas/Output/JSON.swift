internal import Architectures
internal import Foundation

/// What a command prints that wrote a file: its path, or as JSON `{"file": path}`.
func printFile(_ file: URL, asJSON: Bool) throws {
  guard asJSON else { return print(file.relativePath.legible) }
  try printJSON(["file": file.relativePath])
}

/// Prints a value as JSON on standard output.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
