extension ArchitectureError {
  /// The decoding error as one sentence that names the place in the file.
  init(_ error: DecodingError) {
    func path(_ keys: [any CodingKey]) -> String {
      keys.reduce(into: "") { path, key in
        // A name that consists of digits has an `intValue` as well.
        if let index = key.intValue, !key.stringValue.allSatisfy(\.isNumber) {
          path += "[\(index)]"
        } else {
          path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
        }
      }
    }
    switch error {
    case .keyNotFound(let key, let context):
      self = .malformed(path: path(context.codingPath + [key]), reason: "is missing")
    case .valueNotFound(let type, let context):
      self = .malformed(path: path(context.codingPath), reason: "is null, expected \(type)")
    case .typeMismatch(let type, let context):
      self = .malformed(path: path(context.codingPath), reason: "is not of type \(type)")
    case .dataCorrupted(let context):
      let place = path(context.codingPath)
      self = .malformed(
        path: place,
        reason: place.isEmpty ? "is not valid JSON" : "has a value that is not known"
      )
    @unknown default:
      self = .malformed(path: "", reason: "cannot be decoded")
    }
  }
}
