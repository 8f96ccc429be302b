import Foundation
import Testing

@testable import nas

/// Standard output and standard error that are closed, full, or read by nobody.
@Suite struct StreamTests {
  @Test(
    arguments: [
      // Where nothing can be said, the code still says it.
      (["config", "foo"], "2>/dev/full", 64), (["config", "foo"], "2>&-", 64),
      (["config", "foo"], "2> >(exec true)", 64),
      (["config", "hm-nas"], "2>/dev/full", 0), (["config", "hm-nas"], ">&-", 74),
      (["config", "hm-nas"], ">/dev/full", 74), (["--help"], ">/dev/full", 74),
      (["--version"], ">&-", 74), (["config", "hm-nas"], ">&- 2>&-", 74),
      (["config", "foo"], "<&- >&- 2>&-", 64),
    ] as [([String], String, Int32)])
  func aStreamThatFailsDoesNotHideTheCode(
    arguments: [String], redirection: String, code: Int32
  ) throws {
    let result = try Program.run(arguments, by: #"exec "$0" "$@" "# + redirection)
    #expect(result.code == code, "\(result.errors)")
    if code == 74, !redirection.contains("2>") {
      expectFailure(result, code: 74, saying: ["cannot write standard output"])
    }
  }

  /// As every program does whose output goes to `head`.
  @Test func aClosedPipeEndsAShortCommandQuietly() throws {
    let result = try Program.run(
      ["config", "hm-nas"], by: #""$0" "$@" | exec true; exit ${PIPESTATUS[0]}"#)
    #expect(result.code == 128 + SIGPIPE)
    #expect(result.errors.isEmpty)
  }

  @Test(
    arguments: [
      (true, ["TERM": "xterm"], true), (false, ["TERM": "xterm"], false), (true, [:], false),
      (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm", "NO_COLOR": "1"], false),
      (true, ["TERM": "xterm", "NO_COLOR": ""], true),
      (true, ["TERM": "xterm", "CI": "true"], false),
      (true, ["TERM": "xterm", "CI": "false"], true),
    ])
  func barsAreDrawnOnlyWhereTheyCanBe(
    onTerminal: Bool, environment: [String: String], isDrawing: Bool
  ) {
    #expect(ProgressPrinter.isDrawing(onTerminal: onTerminal, environment) == isDrawing)
  }
}

extension SearchTests {
  @Suite struct StreamTests {
    @Test(arguments: ["2>/dev/full", "2>&-"])
    func aRunGoesOnWithoutItsStreams(errors: String) throws {
      let folder = try Scratch.free()
      let result = try Program.run(
        TinyRun.arguments(output: folder),
        by: #""$0" "$@" \#(errors) | exec true; exit ${PIPESTATUS[0]}"#)
      // The result is in the folder, but it was not printed.
      #expect(result.code == 74)
      #expect(result.errors.isEmpty)
      #expect(try reproducible(folder) == reproducible(TinyRun.shared().folder))
      #expect(
        try reproducibleMetrics(folder) == reproducibleMetrics(TinyRun.shared().folder))
    }

    #if os(Linux)
      @Test func aRunOutlivesItsTerminal() throws {
        let folder = try Scratch.free()
        let terminal = try Terminal()
        let running = try Program.start(
          TinyRun.arguments(output: folder),
          environment: ["TERM": "xterm", "NO_COLOR": "", "CI": ""], terminal: terminal)
        let shown = try terminal.read(until: "epoch 1/2")
        // A bar is drawn over, and a line per epoch stays.
        #expect(shown.contains("\r\u{1B}[K  epoch 1/2"), "\(shown)")
        terminal.takeAway()
        #expect(try running.finish().code == 0)
        #expect(try reproducible(folder) == reproducible(TinyRun.shared().folder))
      }
    #endif

    @Test func aResultThatCannotBePrintedIsNamed() throws {
      let run = try TinyRun.shared().folder
      let result = try Program.run(["resume", run.path], by: #"exec "$0" "$@" >/dev/full"#)
      #expect(result.code == 74)
      #expect(
        result.errorLines.last
          == "Error: cannot write standard output: No space left on device; the result is in "
          + run.appending(path: "summary.json").path)
    }
  }
}
