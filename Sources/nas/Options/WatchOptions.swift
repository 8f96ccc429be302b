internal import ArgumentParser

/// How a run is shown while it is under way.
struct WatchOptions: ParsableArguments {
  @Flag(help: "Also write the run's curves, cells and hyperparameters for TensorBoard.")
  var tensorboard = false

  @Flag(name: .shortAndLong, help: "Show no progress, only notes and the result.")
  var quiet = false
}
