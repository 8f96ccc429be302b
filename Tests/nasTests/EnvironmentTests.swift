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

    /// What `scripts/bundled-nas` puts in front of it is for this program alone.
    @Test func whatIsStartedHasThePathOfLibrariesAsItWas() throws {
      let python = try Scratch.file(
        "python", "#!/bin/sh\necho \"<${LD_LIBRARY_PATH-none}>\" >>\"$0.seen\"\nexit 1\n")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: python.path)
      let run = try TinyRun.shared().folder
      for (before, place) in [("/before", "/libtorch:/before"), ("", "/libtorch")] {
        let output = try Scratch.free("model.onnx")
        let result = try Program.start(
          ["export", run.path, "--format", "onnx", "--output", output.path],
          environment: [
            "LD_LIBRARY_PATH": place, "SWIFT_NAS_LIBRARY_PATH": before,
            "SWIFT_NAS_PYTHON": python.path,
          ]
        ).finish()
        #expect(result.code == 0, "\(result.errors)")
      }
      let seen = try String(contentsOf: python.appendingPathExtension("seen"), encoding: .utf8)
      #expect(seen == "</before>\n<none>\n")
    }
  #endif
}
