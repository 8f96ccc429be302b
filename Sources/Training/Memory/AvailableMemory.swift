internal import Foundation

/// How much memory this process can have.
public enum AvailableMemory {
  /// Bytes: on Linux what can be had without swapping, or less where a control group allows less; elsewhere what is
  /// built in.
  public static var bytes: Int {
    let physical = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    #if os(Linux)
      let free = contents("/proc/meminfo").flatMap(available(inMeminfo:)) ?? physical
      return min(free, groupRoom ?? free)
    #else
      return physical
    #endif
  }

  /// `MemAvailable` of the text in /proc/meminfo, in bytes.
  public static func available(inMeminfo text: String) -> Int? {
    text.firstMatch(of: /MemAvailable:\s+(\d+) kB/).flatMap { Int($0.1) }.map { $0 * 1024 }
  }

  /// Bytes left of a control group's limit, from the texts of its files; nil without a limit.
  ///
  /// Version 2 writes `max` for none, version 1 a number beyond any machine, which does no harm. `inactiveFile` is
  /// cached and would be given up.
  public static func room(limit: String, used: String, statistics: String) -> Int? {
    func number(_ text: some StringProtocol) -> Int? {
      Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    guard let limit = number(limit), let used = number(used) else { return nil }
    let cached =
      statistics.split(separator: "\n").first {
        $0.hasPrefix("inactive_file ") || $0.hasPrefix("total_inactive_file ")
      }.flatMap { $0.split(separator: " ").last.flatMap(number) } ?? 0
    return max(limit - max(used - cached, 0), 0)
  }

  /// The room in the group of this process, of version 2 or 1.
  ///
  /// In a container its own group is at the root.
  private static var groupRoom: Int? {
    let groups = (contents("/proc/self/cgroup") ?? "").split(separator: "\n").map {
      $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    }.filter { $0.count == 3 && ($0[1].isEmpty || $0[1].split(separator: ",").contains("memory")) }
    let rooms = groups.flatMap { group in
      let isSecond = group[1].isEmpty
      let root = isSecond ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
      return ["", String(group[2])].compactMap { path -> Int? in
        let folder = "\(root)\(path)"
        guard
          let limit = contents(
            "\(folder)/\(isSecond ? "memory.max" : "memory.limit_in_bytes")"),
          let used = contents(
            "\(folder)/\(isSecond ? "memory.current" : "memory.usage_in_bytes")")
        else { return nil }
        return room(
          limit: limit, used: used, statistics: contents("\(folder)/memory.stat") ?? "")
      }
    }
    return rooms.min()
  }

  private static func contents(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
