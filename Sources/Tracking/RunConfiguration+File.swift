internal import Architectures

extension RunConfiguration {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case format, id, method, dataset, data, dataDirectory, preset, seed, device, threads, libtorch
    case cpuCapability, kernelInstructions, commit, options, network, changes
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads a file of this version or an older one.
  ///
  /// What only names things may be missing; what decides results may not.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String {
      try values.decodeIfPresent(String.self, forKey: key) ?? Self.unknown
    }
    format = try values.decodeIfPresent(Int.self, forKey: .format) ?? 1
    id = try values.decodeIfPresent(String.self, forKey: .id)
    method = try values.decode(String.self, forKey: .method)
    dataset = try values.decode(String.self, forKey: .dataset)
    data = try values.decodeIfPresent(DatasetDescription.self, forKey: .data)
    dataDirectory = try values.decodeIfPresent(String.self, forKey: .dataDirectory)
    preset = try text(.preset)
    seed = try values.decode(UInt64.self, forKey: .seed)
    device = try values.decode(String.self, forKey: .device)
    threads = try values.decode(Int.self, forKey: .threads)
    libtorch = try text(.libtorch)
    cpuCapability = try text(.cpuCapability)
    kernelInstructions = try text(.kernelInstructions)
    commit = try text(.commit)
    options = try values.decode([String: Setting].self, forKey: .options)
    network = try values.decodeIfPresent(String.self, forKey: .network)
    changes = try values.decodeIfPresent([Change].self, forKey: .changes) ?? []
    let known = Set(CodingKeys.allCases.map(\.rawValue))
    unknownKeys = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
      .filter { !known.contains($0) }.sorted()
  }

  /// Writes all keys that this version knows.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(format, forKey: .format)
    try values.encodeIfPresent(id, forKey: .id)
    try values.encode(method, forKey: .method)
    try values.encode(dataset, forKey: .dataset)
    try values.encodeIfPresent(data, forKey: .data)
    try values.encodeIfPresent(dataDirectory, forKey: .dataDirectory)
    try values.encode(preset, forKey: .preset)
    try values.encode(seed, forKey: .seed)
    try values.encode(device, forKey: .device)
    try values.encode(threads, forKey: .threads)
    try values.encode(libtorch, forKey: .libtorch)
    try values.encode(cpuCapability, forKey: .cpuCapability)
    try values.encode(kernelInstructions, forKey: .kernelInstructions)
    try values.encode(commit, forKey: .commit)
    try values.encode(options, forKey: .options)
    try values.encodeIfPresent(network, forKey: .network)
    try values.encode(changes, forKey: .changes)
  }

  /// What a file does not say that need not be known.
  public static var unknown: String { "unknown" }
}
