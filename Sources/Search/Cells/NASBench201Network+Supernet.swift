package import Architectures
package import Tracking
package import Training

extension NASBench201Network {
  /// Where the stages after the first begin.
  ///
  /// - Parameter cells: Of all stages, a multiple of their number.
  /// - Returns: Positions of cells.
  package static func stageStarts(cells: Int) -> [Int] {
    (1..<stages).map { $0 * cells / stages }
  }

  /// Refuses a number of cells that stages cannot share.
  package static func checkStages(_ cells: Int, key: String) throws(ConfigurationError) {
    guard cells.isMultiple(of: stages) else {
      throw .invalid(
        key: key, value: "\(cells)",
        expected: "a multiple of \(stages), the stages of nas-bench-201")
    }
  }

  /// Makes a preset's options those of the benchmark, where nobody chose them; its supernet may have fewer cells [D].
  ///
  /// - Parameters:
  ///   - options: Of a method.
  ///   - values: Further options with the benchmark's values.
  ///   - given: Keys of options that somebody chose.
  /// - Returns: What was changed, for people.
  package static func fit<Options: Hyperparameters>(
    _ options: inout Options, values: [(key: String, value: Setting)], given: Set<String>
  ) -> [String] {
    let known = Options.table.settings(of: options)
    var wanted: [(key: String, value: Setting)] = []
    if case .integer(let count) = known["cells"], !count.isMultiple(of: stages) {
      wanted.append(("cells", .integer(15)))
    }
    wanted += [
      ("channels", .integer(16)), ("stem", .text(Stem.single.rawValue)),
      ("stem-stride", .integer(1)), ("drop-path", .number(0)), ("auxiliary-weight", .number(0)),
      ("max-multiply-adds", .integer(0)),
    ]
    let changes = (wanted + values).filter { change in
      known[change.key].map { $0 != change.value } ?? false && !given.contains(change.key)
    }
    for change in changes { try? Options.table.set(change.key, to: change.value, in: &options) }
    let list = changes.map { "\($0.key) \($0.value.text)" }.joined(separator: ", ")
    return list.isEmpty ? [] : ["For nas-bench-201, options that were not given are: \(list)"]
  }
}
