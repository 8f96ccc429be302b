/// A method as a value: what commands list and start.
public struct Method: Sendable {
  /// Its runs, and what it declares.
  public let run: any MethodRun.Type

  /// The method of a type.
  public init(_ run: any MethodRun.Type) { self.run = run }

  /// As in `config.json`.
  public var name: String { run.method }
  /// The name in prose.
  public var title: String { run.title }
  /// The runs, where networks can be ranked by them.
  package var ranking: (any RankingRun.Type)? { run as? any RankingRun.Type }
  /// The runs, where they are a search.
  public var search: (any SearchRun.Type)? { run as? any SearchRun.Type }
}
