internal import Foundation
internal import Records
internal import TensorBoard
internal import Tracking
internal import Training

/// Those who are told of the runs that a command makes: people, the index of the folder of runs, and TensorBoard where
/// it is wanted.
final class RunRecorders {
  private let watch: WatchOptions
  private var indexes: [RunIndexRecorder] = []
  /// What was said of recorders: that of several runs is the same.
  private var told: Set<String> = []

  /// Nobody yet.
  init(_ watch: WatchOptions) { self.watch = watch }

  /// What a run reports to and is stopped by.
  ///
  /// - Parameters:
  ///   - folder: Of the run; one that TensorBoard was wanted for before goes on with it.
  ///   - title: What people see above the first stage.
  /// - Returns: A context for one run.
  func context(_ folder: RunFolder, title: String) -> RunContext {
    // Of several runs, one is over when the next begins.
    finish()
    let printer = ProgressPrinter(title: title, isQuiet: watch.quiet)
    var recorders: [any Recorder] = [printer]
    let tell: (String) -> Void = { [self] sentence in
      if told.insert(sentence).inserted { printer.record(.note(sentence)) }
    }
    if let place = RunIndex.place(ofRunIn: folder.url) {
      let index = RunIndexRecorder(folder.url, in: place, tell: tell)
      indexes.append(index)
      recorders.append(index)
    }
    if watch.tensorboard || folder.has(folder.tensorBoard) {
      recorders.append(
        Dispensable(TensorBoardRecorder(folder)) {
          tell("\($0); TensorBoard gets the run when that is over")
        })
    }
    return RunContext(
      folder: folder, recorders: recorders, shouldStop: { Interruption.isRequested },
      isTimeUp: { Interruption.isTimeUp })
  }

  /// Waits a moment until the index has what has happened last.
  func finish() {
    for index in indexes { index.finish() }
    indexes = []
  }
}
