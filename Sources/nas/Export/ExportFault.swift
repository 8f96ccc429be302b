/// Why what was written cannot be trusted.
enum ExportFault: Error, CustomStringConvertible {
  /// Its logits are not those of the network.
  case logits(by: String, difference: Double)
  /// A Python could not run it.
  case python(program: String, reason: String)

  /// One sentence for people.
  var description: String {
    switch self {
    case .logits(let by, let difference):
      "by \(by), logits of the exported network are \(difference) off, expected at most \(ExportJob.tolerance)"
    case .python(let program, let reason):
      "\(program) could not run the exported network (\(reason)), expected the packages that it needs to work"
    }
  }
}
