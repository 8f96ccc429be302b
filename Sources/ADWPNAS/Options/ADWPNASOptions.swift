package import Search
public import Training

/// Everything that ADWPNAS lets one choose.
///
/// `ADWPNASOptions.table` gives each value's meaning and source.
public struct ADWPNASOptions: Hyperparameters {
  package var space = Space.adwpMacro
  package var data = SearchData(validationFraction: 0.1)
  package var hyperNetwork = HyperNetworkOptions()
  package var training = HyperNetworkTrainingOptions()
  package var evaluation = EvaluationOptions()
  package var search = SearchOptions()
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
