import Foundation

/// What lies in a folder, by names in one spelling.
///
/// Files of data sets are found under the names that browsers, unpackers and other libraries give
/// them: in upper case, with a dot for the hyphen before `idx`, in a folder of their own name.
struct FolderListing {
  private let url: URL
  private let names: [String: String]
  /// Why the folder could not be listed; nil where it could.
  private let fault: String?

  /// Lists a folder; one that cannot be listed is empty.
  init(_ url: URL) {
    self.url = url
    var names: [String: String] = [:]
    do {
      let found = try FileManager.default.contentsOfDirectory(
        atPath: url.path(percentEncoded: false))
      for name in found.sorted() {
        let plain = Self.plain(name)
        // The official spelling goes first.
        if names[plain] == nil || name == plain { names[plain] = name }
      }
      fault = nil
    } catch {
      fault = sentence(error)
    }
    self.names = names
  }

  /// A name in lower case, with a hyphen before `idx`.
  private static func plain(_ name: String) -> String {
    name.lowercased().replacing(".idx", with: "-idx")
  }

  /// The file of that name; nil where there is none.
  func file(_ name: String) -> URL? {
    guard let entry = entry(name) else { return nil }
    if isFile(entry) { return entry }
    return FolderListing(entry).entry(name).flatMap { isFile($0) ? $0 : nil }
  }

  private func entry(_ name: String) -> URL? {
    names[Self.plain(name)].map { url.appending(path: $0) }
  }

  /// What lies there, as the end of a sentence that says what was expected.
  var findings: String {
    if isFile(url) { return "but that is a file" }
    guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) else {
      return "but it is not there"
    }
    if let fault { return "but it cannot be listed (\(fault))" }
    return Self.findings(names.values.sorted(), count: names.count)
  }

  /// The same of names, of which only the first few have to be given.
  static func findings(_ names: [String], count: Int) -> String {
    guard count > 0 else { return "but it is empty" }
    let shown = names.prefix(count > 4 ? 3 : 4).joined(separator: ", ")
    return "found \(shown)" + (count > 4 ? " and \(count - 3) more" : "")
  }
}
