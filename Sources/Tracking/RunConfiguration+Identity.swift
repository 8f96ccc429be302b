internal import Architectures
internal import Files

extension RunConfiguration {
  /// Everything that decides what the run computes, by key.
  public var computed: [String: Setting] {
    var settings = options
    settings["method"] = .text(method)
    settings["dataset"] = .text(dataset)
    settings["data"] = data?.digest.map { .text($0) }
    settings["seed"] = .text("\(seed)")
    settings["network"] = network.map { .text($0) }
    return settings.mapValues(\.canonical)
  }

  /// Everything that decides the last bits of what it computes, by key.
  public var place: [String: Setting] {
    [
      "device": .text(device), "threads": .integer(threads), "libtorch": .text(libtorch),
      "cpuCapability": .text(cpuCapability), "kernelInstructions": .text(kernelInstructions),
      "commit": .text(commit),
    ]
  }

  /// What `id` is, if nothing was changed but what `changes` says.
  public var digest: String {
    var settings = computed
    for change in changes.reversed() {
      for (key, values) in change.values where settings[key] != nil {
        settings[key] = values.from.canonical
      }
    }
    return checksum(settings.sorted { $0.key < $1.key }.map { "\($0)=\($1.text)\n" }.joined())
  }

  /// Gives the run its `id`, when all that it depends on is settled.
  ///
  /// - Parameter network: The file of the network that is trained, where the run was given one.
  public mutating func begin(network: String? = nil) {
    self.network = network.map { checksum($0) }
    id = digest
  }

  /// Whether the file of a network is that of the run; true where it cannot be known.
  public func isOf(network text: String) -> Bool { network == nil || network == checksum(text) }

  /// Takes over where and how the run goes on, and nothing else: what the file has beside that stays.
  ///
  /// - Parameters:
  ///   - other: How it goes on.
  ///   - keys: Of what was changed.
  public mutating func take(_ other: RunConfiguration, options keys: some Sequence<String>) {
    (device, threads, dataDirectory) = (other.device, other.threads, other.dataDirectory)
    (libtorch, commit) = (other.libtorch, other.commit)
    (cpuCapability, kernelInstructions) = (other.cpuCapability, other.kernelInstructions)
    for key in keys where other.options[key] != nil { options[key] = other.options[key] }
    changes = other.changes
  }

  /// Whether the file was changed by other hands since the run began; false where it cannot be known.
  public var isEdited: Bool { id.map { $0 != digest } ?? false }

  /// What differs from an earlier configuration of the run, by key; what one of the two does not know is left out.
  public func changes(since earlier: RunConfiguration) -> [String: Change.Values] {
    func differences(
      _ old: [String: Setting], _ new: [String: Setting]
    ) -> [String: Change.Values] {
      new.reduce(into: [:]) { result, entry in
        guard let before = old[entry.key], before != entry.value else { return }
        result[entry.key] = Change.Values(from: before, to: entry.value)
      }
    }
    let unknown = Setting.text(Self.unknown)
    return differences(earlier.computed, computed).merging(
      differences(earlier.place, place).filter { $1.from != unknown }
    ) { $1 }
  }
}

extension [String: RunConfiguration.Change.Values] {
  /// The changes for people: `threads from 1 to 2 and dataset from cifar-10 to cifar-100`.
  public var sentence: String {
    let parts = sorted { $0.key < $1.key }
      .map { "\($0) from \($1.from.text) to \($1.to.text)" }
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
