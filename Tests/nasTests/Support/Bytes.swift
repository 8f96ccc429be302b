import Foundation
import Testing

/// Replaces a text in a file by one of the same length.
func replaceBytes(
  _ old: String, by new: String, in file: URL, options: Data.SearchOptions = []
) throws {
  var bytes = try Data(contentsOf: file)
  try #require(old.utf8.count == new.utf8.count)
  let place = try #require(bytes.range(of: Data(old.utf8), options: options), "\(old)")
  bytes.replaceSubrange(place, with: Data(new.utf8))
  try bytes.write(to: file)
}

/// Takes the checksum of a safetensors file for another text: now it is as if another program had written it.
func makeForeign(_ file: URL) throws { try replaceBytes("\"xxh64\"", by: "\"other\"", in: file) }

/// Changes one bit in the middle of a file.
func flipBit(in file: URL) throws {
  var bytes = try Data(contentsOf: file)
  bytes[bytes.count / 2] ^= 1
  try bytes.write(to: file)
}

/// Changes the JSON object in a file.
func editJSON(_ file: URL, _ edit: (inout [String: Any]) throws -> Void) throws {
  var object = try #require(
    JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  try edit(&object)
  try JSONSerialization.data(withJSONObject: object).write(to: file)
}

/// Changes a recorded option of a run.
func editOption(_ key: String, to value: Any, in run: URL) throws {
  try editJSON(run.appending(path: "config.json")) { object in
    var options = try #require(object["options"] as? [String: Any])
    options[key] = value
    object["options"] = options
  }
}
