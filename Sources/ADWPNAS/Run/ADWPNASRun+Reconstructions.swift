internal import Foundation
internal import Tracking
internal import Training

extension ADWPNASRun {
  /// What of the run the paper says and what is our reconstruction.
  var reconstructions: String {
    let entries = ADWPNASOptions.table.entries.filter { $0.source == .reconstruction }
    let lines = entries.map { "| `\($0.key)` | \($0.get(options).text) | \($0.help) |" }
    return """
      ## What is known of ADWPNAS, and what this run had to assume

      Of the paper (Zhang, Zhou, Gu, arXiv 2003.01335) only the abstract was at hand. It says that a
      HyperNetwork, trained with stochastic encodings of architectures, predicts the weights of the
      convolutions of networks of a macro space; that networks are evaluated with these weights without
      any finetuning; and that the best one is searched for.

      Everything else is a reconstruction [R]: the space `adwp-macro` with all its numbers, the
      encoding, the structure of the HyperNetwork, its training, recalibration and evaluation. Those
      parts of it that can be chosen had these values:

      | option | value | meaning |
      | --- | --- | --- |
      \(lines.joined(separator: "\n"))

      Evolution is that of MetaPruning and of single-path one-shot search; the final training is
      DARTS's recipe for CIFAR-10. `config.json` has the values of all options.

      """
  }
}
