/// A method as a value: what commands list and start.
package struct Method: Sendable {
  /// Its runs, and what it declares.
  package let run: any MethodRun.Type

  /// The method of a type.
  package init(_ run: any MethodRun.Type) { self.run = run }

  /// As in `config.json`.
  package var name: String { run.method }
  /// The name in prose.
  package var title: String { run.title }
  /// The runs, where they are a search.
  package var search: (any SearchRun.Type)? { run as? any SearchRun.Type }
}
