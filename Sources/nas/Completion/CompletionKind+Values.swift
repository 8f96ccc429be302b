internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Search
internal import Tracking
internal import Training

extension CompletionKind {
  /// The folder of a run.
  static let run = custom { _, _, text in RunWords.matching(text) }

  /// The folder of a run, one of some names, or a file.
  static func run(orNames names: [String] = [], orFiles extensions: [String]) -> CompletionKind {
    custom { _, _, text in RunWords.matching(text, orNames: names, orFiles: extensions) }
  }

  /// A network: the folder of a run, an architecture file, or the name of a network by hand.
  static var network: CompletionKind {
    run(orNames: Reference.allCases.map(\.rawValue), orFiles: ["json"])
  }

  /// Images and folders of them.
  static let images = file(extensions: ["png", "jpg", "jpeg"])

  /// A published set, or a folder.
  static let dataset = custom { _, _, text in
    let prefix = "folder:"
    if text.hasPrefix(prefix) { return CompletionLine.after(prefix, [CompletionLine.folders]) }
    return Dataset.allCases.map { CompletionLine.word($0.description.name, $0.description.title) }
      + [prefix, CompletionLine.folders]
  }

  /// A published set.
  static let publishedSet = list(Dataset.allCases.map(\.description.name))

  /// What ranks networks: a name, or a name and the run that has the weights.
  static let proxy = custom { _, _, text in
    let ending = ":RUN"
    let open = ProxyArgument.forms.filter { $0.hasSuffix(ending) }.map { $0.dropLast(3) }
    if let prefix = open.first(where: text.hasPrefix) {
      let rest = String(text.dropFirst(prefix.count))
      return CompletionLine.after(String(prefix), RunWords.matching(rest))
    }
    return ProxyArgument.forms.map { $0.hasSuffix(ending) ? String($0.dropLast(3)) : $0 }
  }

  /// The hyperparameters of the method that is named, and their values.
  static let hyperparameters = custom { words, _, text in
    if words.first == "train" {
      return HyperparameterWords.isFirst(words)
        ? RunWords.matching(
          text, orNames: Reference.allCases.map(\.rawValue), orFiles: ["json"])
        : HyperparameterWords(of: [.train]).lines(words, text)
    }
    let method = words.dropFirst().lazy.compactMap { Method(named: $0) }.first
    return HyperparameterWords(of: [method].compactMap(\.self)).lines(words, text)
  }

  /// The methods that can be compared, and the hyperparameters of those that are named.
  static let contestants = custom { words, _, text in
    let names = words.dropFirst().dropLast().prefix { !$0.hasPrefix("--") }
    let hyperparameters = HyperparameterWords(of: names.compactMap { Method(named: $0) })
    guard names.count == words.count - 2, !text.hasPrefix("-") else {
      return hyperparameters.lines(words, text)
    }
    return Contestant.all(Method.searches.compactMap(\.search)).map(\.name)
      .filter { !names.contains($0) }
  }

  /// What may change at `nas resume`, of the run that is named.
  static let changes = custom { words, _, text in
    let method = words.dropFirst().lazy.compactMap { RunWords.method(of: $0) }.first
    return HyperparameterWords(of: [method].compactMap(\.self), onlyChanges: true)
      .lines(words, text)
  }
}

/// Folders of runs, as they are offered.
private enum RunWords {
  /// Runs whose path begins so, the newest first; where there are none, the folders that are on the way to some.
  static func matching(_ text: String) -> [String] {
    let runs = runs(text)
    return runs.isEmpty ? [CompletionLine.folders] : runs
  }

  /// The same beside names and files; runs that lie where the text points are among the folders then.
  static func matching(
    _ text: String, orNames names: [String], orFiles extensions: [String]
  ) -> [String] {
    names + (text.contains("/") ? [] : runs(text, in: ["runs/"]))
      + [CompletionLine.files(extensions)]
  }

  /// The method of the run in a folder, whatever else its `config.json` has.
  static func method(of folder: String) -> Method? {
    struct Configuration: Decodable { let method: String }
    let run = RunFolder(URL(filePath: UserPath.expanded(folder)))
    let data = try? Data(contentsOf: run.configuration)
    let configuration = data.flatMap { try? JSONDecoder().decode(Configuration.self, from: $0) }
    return configuration.flatMap { Method(named: $0.method) }
  }

  private static func runs(_ text: String) -> [String] {
    let folder = text.lastIndex(of: "/").map { String(text[...$0]) }
    return runs(text, in: folder.map { [$0] } ?? ["runs/", ""])
  }

  private static func runs(_ text: String, in folders: [String]) -> [String] {
    folders.flatMap { folder in
      found(in: folder).filter { $0.path.hasPrefix(text) }
        .sorted { ($0.date, $1.path) > ($1.date, $0.path) }
        .map { CompletionLine.word($0.path, $0.isComplete ? "complete" : "not complete") }
    }
  }

  private static func found(in folder: String) -> [(path: String, date: Date, isComplete: Bool)] {
    let place = URL(filePath: folder.isEmpty ? "." : UserPath.expanded(folder))
    let names = try? FileManager.default.contentsOfDirectory(atPath: place.path)
    return (names ?? []).filter { !$0.hasPrefix(".") && !$0.contains(where: \.isNewline) }
      .compactMap { name in
        let run = RunFolder(place.appending(path: name))
        let values = try? run.configuration.resourceValues(forKeys: [.contentModificationDateKey])
        guard let date = values?.contentModificationDate else { return nil }
        return (folder + name, date, run.has(run.summary))
      }
  }
}

/// The hyperparameters of methods, as they are offered.
private struct HyperparameterWords {
  private struct Entry {
    let key, help: String
    let kind: ValueKind
  }

  private var entries: [Entry] = []

  /// Those of all the methods, each once.
  init(of methods: [Method], onlyChanges: Bool = false) {
    for method in methods { add(method.run, onlyChanges) }
  }

  private mutating func add<Run: MethodRun>(_: Run.Type, _ onlyChanges: Bool) {
    let table = Run.Options.table
    let own = table.entries.filter { !onlyChanges || $0.mayChange }
      .map { Entry(key: $0.key, help: $0.help, kind: $0.kind) }
    let several = table.shorthands.sorted { $0.key < $1.key }
      .filter { $0.value.allSatisfy { key in own.contains { $0.key == key } } }
      .map { Entry(key: $0.key, help: "Those of all stages.", kind: .integer) }
    for entry in own + several where !entries.contains(where: { $0.key == entry.key }) {
      entries.append(entry)
    }
  }

  /// Whether the word to complete is the first after the command that is neither an option nor its value.
  static func isFirst(_ words: [String]) -> Bool {
    words.count == 2 && !words[1].hasPrefix("-")
  }

  /// Values after the name of a hyperparameter, else the names.
  func lines(_ words: [String], _ text: String) -> [String] {
    if let last = words.dropLast().last,
      let entry = entries.first(where: { "--\($0.key)" == last }),
      !text.hasPrefix("--")
    {
      return values(of: entry.kind, text)
    }
    return entries.map { CompletionLine.word("--\($0.key)", $0.help) }
  }

  private func values(of kind: ValueKind, _ text: String) -> [String] {
    switch kind {
    case .integer, .number, .integers: return []
    case .flag: return ["true", "false"]
    case .choice(let names): return names
    case .some(let names):
      let chosen = text.split(separator: "+", omittingEmptySubsequences: false).dropLast()
      let free = names.filter { !chosen.contains(Substring($0)) }
      return chosen.isEmpty ? free : CompletionLine.after(chosen.joined(separator: "+") + "+", free)
    }
  }
}
