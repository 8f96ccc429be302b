package import Foundation
package import Testing
internal import Tracking

/// What a run left: its files without what the clock decides, and without its checkpoints.
package struct SmallResults: Sendable {
  /// By path in the run's folder; JSON in one spelling.
  package let files: [String: Data]
  /// Steps that were made.
  package let steps: Int

  init(folder: RunFolder, steps: Int) throws {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
    where !path.hasPrefix("checkpoint") {
      let data = try Data(contentsOf: folder.url.appending(path: path))
      files[path] =
        switch path {
        case "summary.json": try Self.withoutTimes(data)
        case "metrics.jsonl":
          Data(try data.split(separator: 10).map(Self.withoutTimes).joined(separator: [10]))
        default: data
        }
    }
    self.files = files
    self.steps = steps
  }

  private static func withoutTimes(_ json: Data) throws -> Data {
    var object = try JSONSerialization.jsonObject(with: json) as? [String: Any] ?? [:]
    // Of a run's seconds, what they were spent on stays.
    let parts = (object["seconds"] as? [String: Any])?.keys.sorted()
    for key in ["seconds", "imagesPerSecond"] { object[key] = nil }
    if let parts { object["seconds"] = parts }
    return try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
  }

  /// A JSON object of the run.
  package func json(_ name: String) throws -> [String: Any] {
    let data = try #require(files[name], "\(name) is missing")
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}

/// Expects two runs to have left the same files, to the byte.
package func expectSame(
  _ actual: SmallResults, _ expected: SmallResults,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    expected.files["summary.json"] != nil, "nothing to compare with",
    sourceLocation: sourceLocation)
  #expect(
    actual.files.keys.sorted() == expected.files.keys.sorted(), sourceLocation: sourceLocation)
  for (name, data) in expected.files.sorted(by: { $0.key < $1.key }) {
    let text = { (data: Data?) in String(decoding: (data ?? Data()).prefix(2000), as: UTF8.self) }
    #expect(
      actual.files[name] == data,
      "\(name): \(text(actual.files[name])) instead of \(text(data))",
      sourceLocation: sourceLocation)
  }
  #expect(actual.steps == expected.steps, sourceLocation: sourceLocation)
}
