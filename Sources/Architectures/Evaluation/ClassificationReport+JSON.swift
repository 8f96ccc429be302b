extension ClassificationReport: Codable {
  private enum Key: String, CodingKey {
    case accuracy, images, classes, confusion, mistakes
  }

  private struct NamedClass: Decodable {
    let name: String
  }

  /// Decodes names, counts and mistakes; what follows from them is computed anew.
  ///
  /// - Throws: `ReportError` besides errors of decoding.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let classes = try container.decode([NamedClass].self, forKey: .classes)
    try self.init(
      classNames: classes.map(\.name),
      confusion: try container.decode([[Int]].self, forKey: .confusion),
      mistakes: try container.decode([Mistake].self, forKey: .mistakes))
  }

  /// Encodes every key: what has no value is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(accuracy, forKey: .accuracy)
    try container.encode(images, forKey: .images)
    try container.encode(classes, forKey: .classes)
    try container.encode(confusion, forKey: .confusion)
    try container.encode(mistakes, forKey: .mistakes)
  }
}

extension ClassificationReport.ClassResult: Encodable {
  private enum Key: String, CodingKey {
    case name, images, accuracy, precision
  }

  /// Encodes every key: what has no value is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(images, forKey: .images)
    try container.encode(accuracy, forKey: .accuracy)
    try container.encode(precision, forKey: .precision)
  }
}
