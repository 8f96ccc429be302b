internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Training

/// How large a network is that is named and not read from a file.
struct ReferenceOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: """
      Of a network by hand (\(Reference.names)): the channels of its first stage. \
      (default: \(Reference.usualWidth))
      """)
  var width: Int?

  @Option(
    parsing: .unconditional,
    help: "Of a network by hand: the widest one with at most so many multiply-adds for one image.")
  var maxMultiplyAdds: Int?

  @Option(
    parsing: .unconditional,
    help: "Of a network by hand: the widest one with at most so many parameters.")
  var maxParameters: Int?
}

extension Reference {
  /// All names, for people.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension ReferenceOptions {
  private var limit: CostLimit {
    CostLimit(parameters: maxParameters, multiplyAdds: maxMultiplyAdds)
  }

  /// The network that a command line names: one by hand, of an architecture file, or of a run whose folder is named.
  ///
  /// A name of a network by hand is one, whatever files there are: a command means the same in every folder.
  func network(_ name: String) throws -> NamedNetwork {
    guard let reference = Reference(rawValue: name) else {
      try refuse(with: "\(name) is none")
      return .given(try InputFile.architecture(name))
    }
    guard width == nil || !limit.isLimit else {
      throw ConfigurationError.combination(
        "--width is given beside a limit of \(limit), expected either")
    }
    for (key, value) in [
      ("max-multiply-adds", maxMultiplyAdds), ("max-parameters", maxParameters),
    ] {
      if let value, value < 1 {
        throw ConfigurationError.invalid(
          key: key, value: "\(value)", expected: "a whole number above 0")
      }
    }
    let width = width ?? Reference.usualWidth
    guard Reference.widths.contains(width) else {
      throw ConfigurationError.invalid(
        key: "width", value: "\(width)",
        expected: "\(Reference.widths.lowerBound) to \(Reference.widths.upperBound)")
    }
    return .reference(reference, width: width, limit: limit)
  }

  /// Refuses options that mean nothing where another network is named.
  func refuse(with reason: String) throws(ConfigurationError) {
    let given = [
      ("width", width), ("max-multiply-adds", maxMultiplyAdds), ("max-parameters", maxParameters),
    ]
    if let (key, _) = given.first(where: { $1 != nil }) {
      throw .combination(
        "--\(key) is for networks by hand (\(Reference.names)), and \(reason)")
    }
  }
}

/// A network that a command line names.
enum NamedNetwork {
  /// That of a file.
  case given(Architecture)
  /// One by hand: the widest within the limit, or where that limits nothing, of a width.
  case reference(Reference, width: Int, limit: CostLimit)

  /// The network, for images and classes.
  /// - Throws: `ConfigurationError` where no network by hand is within the limit.
  func architecture(image: ImageShape, classes: Int) throws -> Architecture {
    switch self {
    case .given(let architecture): return architecture
    case .reference(let reference, let width, let limit):
      guard limit.isLimit else { return try reference.network(width: width) }
      guard let network = reference.widest(within: limit, image: image, classes: classes) else {
        let least = try reference.network(width: Reference.widths.lowerBound)
          .cost(image: image, classes: classes)
        throw ConfigurationError.combination(
          "no \(reference.rawValue) of images \(image) has \(limit), expected at least \(least.multiplyAdds) multiply-adds and \(least.parameters) parameters"
        )
      }
      return network
    }
  }
}
