internal import Testing
internal import Torch
package import Training

extension SmallRun where Run: SearchRun {
  /// Runs again and again, with memory that runs out in another call of libtorch each time.
  ///
  /// A run whose memory runs out ends with `OutOfMemory`, wherever it is: nothing traps and nothing waits for ever.
  ///
  /// - Parameters:
  ///   - options: As on the command line, over the preset `quick`.
  ///   - times: How many calls are tried, from the first to the last in equal distances.
  /// - Throws: What a run throws that has memory enough.
  package static func runOutOfMemory(_ options: [String], times: Int) throws {
    func run() throws { try SmallRun(options).run { try $0.start(memoryLimit: nil) } }
    defer { Libtorch.callsUntilExhaustion = 0 }
    Libtorch.callsUntilExhaustion = .max
    try run()
    let calls = Int.max - Libtorch.callsUntilExhaustion
    for number in 0..<times {
      Libtorch.callsUntilExhaustion = 1 + number * (calls - 1) / max(times - 1, 1)
      #expect(throws: OutOfMemory.self, "call \(number) of \(times)") { try run() }
    }
  }
}
