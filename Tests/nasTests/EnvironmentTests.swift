import Foundation
import Testing

/// What surrounds the program.
@Suite struct EnvironmentTests {
  #if os(Linux)
    /// As the one of a Python environment; here it is not even a library.
    @Test func anotherLibtorchInThePathOfLibrariesIsNotTaken() throws {
      let folder = try Scratch.file("libtorch_cpu.so", "not this one").deletingLastPathComponent()
      let result = try Program.start(
        ["--version"], environment: ["LD_LIBRARY_PATH": folder.path]
      ).finish()
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("swift-nas"))
    }
  #endif
}
