/// A name in a file that stands for nothing.
struct UnknownName: Error {
  let name: String
  /// Those that stand for something.
  let known: [String]

  /// What is wrong, as it follows the place.
  var reason: String {
    "is \"\(name.prefix(80))\", expected one of \(known.joined(separator: ", "))"
  }
}
