internal import Foundation
internal import Torch
public import Tracking

extension MethodRun {
  /// Runs `body`; where memory runs out, goes on once from the last checkpoint with passes of half as many images.
  ///
  /// Smaller passes become one of the run's options. Where not even one step could be made with them, the options stay
  /// as they were: with more memory, the run then ends with the bytes of an undisturbed one.
  ///
  /// - Throws: `RunMemoryShortage` where half was too much, too; what `body` throws.
  public func recovering(_ body: (Self) throws -> Summary) throws -> Summary {
    do {
      return try body(self)
    } catch let error as OutOfMemory {
      return try resumeWithSmallerPasses(after: error)
    }
  }

  private func resumeWithSmallerPasses(after error: OutOfMemory) throws -> Summary {
    let (context, folder) = (setup.context, setup.folder)
    guard let recorded = try? folder.readConfiguration() else { throw error }
    let images = Self.largestPass(try Options(recorded: recorded.options))
    let half = (images + 1) / 2
    guard half >= MemoryPlan.smallestMicroBatch else {
      throw RunMemoryShortage(cause: error, images: images, path: folder.url.relativePath)
    }
    var changed = recorded
    changed.options[MemoryPlan.microBatchKey] = .integer(half)
    try context.record(
      .note(
        "\(error); going on from the last checkpoint in micro-batches of at most \(half) images, "
          + "which changes the result: batch normalisation in training then sees micro-batches"))
    var hasMadeSteps = false
    let observing = RunContext(
      folder: folder,
      recorders: context.recorders + [
        EventObserver { event in
          if case .step = event { hasMadeSteps = true }
        }
      ], shouldStop: context.shouldStop, isTimeUp: context.isTimeUp, images: context.images)
    do {
      return try Self(changed, context: observing).resume()
    } catch {
      if !hasMadeSteps { try folder.write(recorded, to: folder.configuration) }
      guard let error = error as? OutOfMemory else { throw error }
      throw RunMemoryShortage(cause: error, images: half, path: folder.url.relativePath)
    }
  }
}
