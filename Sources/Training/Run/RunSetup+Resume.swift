public import Architectures
internal import Foundation
internal import Torch
public import Tracking

extension RunSetup {
  /// Begins a new run: its configuration, with the options that were resolved at last, goes to its folder.
  ///
  /// - Parameters:
  ///   - options: The hyperparameters.
  ///   - network: The network that is trained, and a title of its drawing, where the run is given one. It is written
  ///     first: a folder with a configuration has all that the run needs.
  /// - Throws: `RunError` where the folder holds a run already, or cannot be written.
  public mutating func create(
    options: [String: Setting], training network: (Architecture, title: String)? = nil
  ) throws {
    configuration.options = options.mapValues(\.canonical)
    try folder.prepare()
    do {
      if let (architecture, title) = network { try write(architecture, title: title) }
      configuration.begin(network: network == nil ? nil : try networkFile())
      try folder.create(configuration)
    } catch {
      if network != nil { folder.removeNetwork() }
      throw error
    }
  }

  /// The network that a run trains which was given one.
  /// - Throws: `RunError.malformed` where it is not the one that the run began with.
  public func givenNetwork() throws -> Architecture {
    let architecture = try folder.readArchitecture()
    guard try configuration.isOf(network: networkFile()) else {
      throw RunError.malformed(
        path: folder.architecture.path, reason: "it is not the network that the run began with")
    }
    return architecture
  }

  private func networkFile() throws(RunError) -> String { try folder.text(of: folder.architecture) }

  /// Says and records what has changed since a checkpoint, by the rules of a run's identity.
  ///
  /// - Parameters:
  ///   - earlier: The checkpoint's configuration; nil where there is no checkpoint, or one of an older version.
  ///   - progress: How far the run had come.
  /// - Throws: `RunError.malformed` where an option is another that may not change; what recorders throw.
  mutating func goOn(from earlier: RunConfiguration?, at progress: Progress) throws {
    var recorded = try folder.readConfiguration()
    guard earlier != nil || !recorded.isEdited else {
      throw malformed("it was edited since the run began, \(Self.advice)")
    }
    let base = earlier ?? recorded
    let changes = configuration.changes(since: base)
    for (key, values) in changes.sorted(by: { $0.key < $1.key })
    where base.computed[key] != nil && !changeable.contains(key) {
      throw malformed(
        "option \(key) is \(values.to.text), but the run was made with \(values.from.text), "
          + Self.advice)
    }
    // Those that were recorded after this checkpoint are made again from here.
    configuration.changes = base.changes
    if !changes.isEmpty {
      configuration.changes.append(
        RunConfiguration.Change(
          stage: progress.stage, epoch: progress.epoch, step: progress.step, values: changes))
      try context.record(
        .note(
          "From here on it is not as before: \(changes.sentence); the result may differ from that "
            + "of a run without the change"))
    }
    let before = recorded
    recorded.take(configuration, options: changes.keys)
    if recorded != before { try folder.write(recorded, to: folder.configuration) }
  }

  /// The summary of a run that is complete; says where its configuration is not the one that it was made with.
  ///
  /// - Parameter hasModel: Whether the run leaves a network and its weights.
  /// - Returns: Nil where the run is not complete.
  /// - Throws: `RunError` where a file of the run is gone or damaged.
  public func finishedSummary(hasModel: Bool = true) throws -> Summary? {
    guard folder.has(folder.summary) else { return nil }
    let summary: Summary
    do throws(RunError) {
      summary = try folder.read(Summary.self, from: folder.summary)
    } catch {
      guard case .malformed(let path, let reason) = error else { throw error }
      throw RunError.malformed(
        path: path, reason: reason + "; remove it, and nas resume makes it again")
    }
    for file in hasModel ? [folder.architecture, folder.model] : [] where !folder.has(file) {
      throw RunError.gone(path: file.path)
    }
    if hasModel {
      _ = try folder.readArchitecture()
      func damaged(_ what: String) -> RunError {
        .malformed(
          path: folder.model.path,
          reason: what
            + "; remove \(folder.summary.lastPathComponent), and nas resume makes both again")
      }
      let tensors: [String: Tensor]
      do throws(Safetensors.Failure) {
        tensors = try Safetensors(contentsOf: folder.model).tensors
      } catch {
        throw damaged("it is damaged")
      }
      if let name = tensors.firstNotFinite {
        throw damaged("tensor \(name) has numbers that are not finite")
      }
    }
    let recorded = try folder.readConfiguration()
    if recorded.isEdited {
      try context.record(
        .note(
          "\(folder.configuration.path) was edited, and is not what the run was made with"
            + (edits(of: recorded).map { ": \($0)" } ?? "")))
    }
    return summary
  }

  /// What was edited in a configuration, where a checkpoint still says it.
  private func edits(of recorded: RunConfiguration) -> String? {
    guard let saved = try? Checkpoint(folder, device: .cpu).configuration else { return nil }
    let edits = recorded.changes(since: saved).filter { saved.computed[$0.key] != nil }
    return edits.isEmpty ? nil : edits.sentence
  }

  private static var advice: String {
    "expected no other change than by the options of nas resume; start a new run for another"
  }

  private func malformed(_ reason: String) -> RunError {
    .malformed(path: folder.configuration.path, reason: reason)
  }
}
