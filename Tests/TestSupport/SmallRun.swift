import Architectures
package import Datasets
internal import Foundation
internal import Torch
package import Tracking
package import Training

/// A whole run inside the process of the tests: on a few images, and stopped after the very step that a test wants.
package final class SmallRun<Run: MethodRun> {
  package let folder: RunFolder
  /// Steps that were made so far.
  package private(set) var steps = 0
  /// What the run said beside its stages and epochs.
  package private(set) var notes: [String] = []
  private let parent: URL
  private let source: any ImageSource
  private let configuration: RunConfiguration

  /// Prepares a run; its folder goes when this goes.
  ///
  /// - Parameters:
  ///   - options: As on the command line, over the preset `quick`.
  ///   - seed: Of the run.
  ///   - images: Of the training set and the test set.
  ///   - source: In place of these images; nil for them.
  /// - Throws: Where an option is wrong or the images cannot be written.
  package init(
    _ options: [String], seed: UInt64 = 0, images: (training: Int, test: Int) = (120, 40),
    source: (any ImageSource)? = nil
  ) throws {
    parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "swift-nas-\(UUID().uuidString)")
    let data = parent.appending(path: "data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    let small = try DatasetReader.small(training: images.training, test: images.test, in: data)
    self.source = source ?? small
    folder = RunFolder(parent.appending(path: "run"))
    var resolved = Run.Options.preset(.quick)
    try Run.Options.table.apply(options, to: &resolved)
    configuration = RunConfiguration(
      method: Run.method, dataset: self.source.description.name, dataDirectory: nil,
      preset: Preset.quick.rawValue, seed: seed, device: Device.cpu.rawValue,
      threads: threadsUnderTest, libtorch: Libtorch.version,
      cpuCapability: Libtorch.cpuCapability,
      kernelInstructions: Libtorch.kernelInstructions, commit: "0123456789abcdef",
      options: Run.Options.table.settings(of: resolved))
  }

  deinit { try? FileManager.default.removeItem(at: parent) }

  /// Runs, and is interrupted after some steps if it has not ended by then.
  ///
  /// - Returns: Whether it came to its end.
  @discardableResult
  package func run(
    steps limit: Int = .max, _ body: (Run) throws -> Summary = { try $0.resume() }
  ) throws -> Bool {
    let stop = limit == .max ? limit : steps + limit
    // What was resolved when the run began is in its folder.
    let recorded = FileManager.default.fileExists(atPath: folder.configuration.path)
    let configuration = recorded ? try folder.readConfiguration() : configuration
    let context = RunContext(
      folder: folder,
      recorders: [
        EventObserver { [self] event in
          switch event {
          case .step: steps += 1
          case .note(let note): notes.append(note)
          default: break
          }
        }
      ], shouldStop: { [self] in steps >= stop }, images: self.source)
    do {
      _ = try body(Run(configuration, context: context))
      return true
    } catch is Interrupted {
      return false
    }
  }

  /// What the run has left.
  package var results: SmallResults {
    get throws { try SmallResults(folder: folder, steps: steps) }
  }
}

extension SmallRun where Run: SearchRun {
  /// What a run leaves that nothing disturbs.
  package static func results(_ options: [String], seed: UInt64 = 0) throws -> SmallResults {
    let run = try SmallRun(options, seed: seed)
    try run.run { try $0.start(memoryLimit: nil) }
    return try run.results
  }
}
