public import Architectures
public import Training

/// What takes part in a comparison.
public enum Contestant: Sendable {
  /// A method of search.
  case search(any SearchRun.Type)
  /// A network by hand, the widest within the limit.
  case reference(Reference)
  /// A random network of a compact space `adwp-macro`, another one for every seed.
  case random

  /// As on command lines, and in the names of runs.
  public var name: String {
    switch self {
    case .search(let type): type.method
    case .reference(let reference): reference.rawValue
    case .random: "random"
    }
  }

  /// All that can be compared.
  ///
  /// - Parameter searches: The methods of search that there are.
  /// - Returns: They, the networks by hand, and chance.
  public static func all(_ searches: [any SearchRun.Type]) -> [Contestant] {
    searches.map { .search($0) } + Reference.allCases.map { .reference($0) } + [.random]
  }
}
