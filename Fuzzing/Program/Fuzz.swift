internal import CFuzzer
internal import Foundation
internal import FuzzTargets

/// Feeds libFuzzer's inputs to the target that `FUZZ_TARGET` names.
@main
enum Fuzz {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { data, count in
        target.run(Array(UnsafeBufferPointer(start: data, count: Int(count)))).check()
        return 0
      })
  }
}

private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError("FUZZ_TARGET is \"\(name)\", expected one of \(FuzzTarget.names)")
  }
  return target
}()
