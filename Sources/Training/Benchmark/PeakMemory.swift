internal import Foundation

/// The largest memory of this process so far.
enum PeakMemory {
  static var bytes: Int {
    #if os(Linux)
      // Not that of getrusage, which counts in what the process was before it became this program.
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      return status.firstMatch(of: /VmHWM:\s+(\d+) kB/).flatMap { Int($0.1) }.map { $0 * 1024 } ?? 0
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}
