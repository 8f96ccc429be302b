internal import Search
package import Training

extension CellSearchOptions {
  /// Presets that a method may take as they are: those of DARTS, made smaller.
  package static func small(_ preset: Preset) -> Self {
    var options = Self()
    options.shrink(to: preset)
    switch preset {
    case .paper: break
    case .cpu:
      options.search.order = .first
      options.search.epochs = 10
    case .quick:
      options.searchImages = 5_000
      options.search.order = .first
      options.search.epochs = 2
      options.search.architectureLearningRate = 1e-2
    case .hour:
      options.searchImages = 20_000
      options.search.order = .first
      options.search.epochs = 8
      options.search.architectureLearningRate = 3e-3
    }
    return options
  }
}
