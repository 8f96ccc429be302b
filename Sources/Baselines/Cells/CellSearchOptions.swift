internal import Foundation
package import Search
package import Training

/// What a search for a genotype lets one choose; the values of all presets are the method's.
package struct CellSearchOptions<Method: CellMethod>: CellsSearchOptions {
  package var cells = CellsOptions()
  package var data = SearchData(validationFraction: 0.5)
  /// Training images that the search learns from, held-out ones not counted; 0 for all.
  package var searchImages = 0
  package var search = BilevelOptions()
  /// What the method alone lets one choose.
  package var parameters = Method.Parameters()
  package var recipe = FinalTrainingOptions()

  /// The values of DARTS for CIFAR-10 (code): 50 epochs of search on half of the images each, then 600 of training.
  package init() {
    search.epochs = 50
    search.batchSize = 64
    search.learningRate = 0.025
    search.finalLearningRate = 0.001
    search.warmStartEpochs = 0
    search.updateSchedule = .constant
  }

  /// The method's own.
  package static func preset(_ preset: Preset) -> Self { Method.preset(preset) }

  /// The method's own.
  package static func summary(of preset: Preset) -> String { Method.summary(of: preset) }

  /// Supernet, search and the size of what is built; see `FinderOptions` for the rest.
  package static var own: [Hyperparameter<Self>] {
    let search = BilevelOptions.entries(\Self.search).filter { $0.key != "update-schedule" }
    return CellsOptions.entries(\Self.cells, source: Method.source)
      + search.map { entry in
        // Without beta, there is but alpha to be learned.
        let help = entry.help.replacingOccurrences(of: "alpha and beta", with: "alpha")
        return entry.from(Method.source, help: Method.weightsEdges ? nil : help)
      } + [.searchImages(\.searchImages)]
      + Method.Parameters.entries(\Self.parameters)
  }
}
