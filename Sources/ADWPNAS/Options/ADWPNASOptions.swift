package import Architectures
package import Search
public import Training

/// Everything that ADWPNAS lets one choose.
///
/// `ADWPNASOptions.table` gives each value's meaning and source.
public struct ADWPNASOptions: Hyperparameters {
  package var space = Space.adwpMacro
  /// The space itself, where it is `adwpMacro`.
  package var scale = ADWPSpace.standard
  /// Whether the scale follows from limits that are given.
  package var scaleFollowsLimits = false
  package var data = SearchData(validationFraction: 0.1)
  package var hyperNetwork = HyperNetworkOptions()
  package var training = HyperNetworkTrainingOptions()
  package var evaluation = EvaluationOptions()
  package var search = SearchOptions()
  /// Where the weights of the network that is found start.
  package var startFrom = StartFrom.fresh
  /// Of the network that is found.
  package var final = FinalTrainingOptions()
  /// Images per pass through a network, in all training; 0 for the whole batch.
  package var microBatchSize = 0
  package var onNaN = NonFinitePolicy.stop

  /// Mode `plus` at the paper's budget.
  public init() {}

  /// The recipe of the final training, with what it shares with the other stages.
  var finalTraining: FinalTrainingOptions {
    final.with(
      cropPadding: data.cropPadding, flip: data.flip, microBatchSize: microBatchSize)
  }
}
