extension DecodingError {
  /// What is wrong with a JSON file and where, as the end of a sentence.
  var reason: String {
    switch self {
    case .keyNotFound(let key, let context):
      "\(Self.path(context.codingPath + [key])) is missing"
    case .valueNotFound(let type, let context):
      "\(Self.path(context.codingPath)) is null, expected \(type)"
    case .typeMismatch(let type, let context):
      "\(Self.path(context.codingPath)) is not of type \(type)"
    case .dataCorrupted(let context) where context.codingPath.isEmpty: "it is not valid JSON"
    case .dataCorrupted(let context):
      "\(Self.path(context.codingPath)) has a value that does not fit"
    @unknown default: "it cannot be decoded"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.isEmpty ? "it" : "\"" + keys.map(\.stringValue).joined(separator: ".") + "\""
  }
}
