import Foundation
import Testing

/// Wrong usage: 64, one sentence, nothing written.
@Suite struct UsageTests {
  @Test(arguments: ["80x", "65536", "-1", ""])
  func aPortThatIsNoneIsRefused(port: String) throws {
    expectFailure(
      try Program.run(["dashboard", ".", "--port", port]), code: 64,
      saying: ["--port", "expected 0 to 65535"])
  }

  /// An empty path is not the current folder.
  @Test(arguments: [
    ["resume", ""], ["evaluate", ""], ["predict", "", "x.png"], ["predict", "x", ""],
    ["export", "", "--format", "onnx"], ["draw", ""], ["show", ""], ["diff", "a", ""],
    ["runs", ""], ["report", ""], ["dashboard", ""], ["bench", ""], ["bench", "train", ""],
    ["genotype", ""], ["count", ""], ["train", ""],
    ["query", "nas-bench-201", "", "--data-dir", "x"], ["search", "hm-nas", "--truth", ""],
    ["evaluate", "x", "--confusion", ""], ["resume", "x", "--data-dir", ""],
  ])
  func anEmptyPathIsRefused(arguments: [String]) throws {
    expectFailure(
      try Program.run(arguments), code: 64, saying: ["is empty, expected a path"])
  }

  @Test(
    arguments: [
      (["bogus"], ["'bogus'", "search, train,", "nas --help"]),
      (["serach"], ["'serach'", "did you mean search?"]),
      (["help", "foo"], ["'foo'", "expected one of search,"]),
      (["help", "bench", "supernett"], ["'supernett'", "did you mean supernet?"]),
      (["bench", "supernett"], ["'supernett'", "did you mean supernet?"]),
      (["search"], ["<method>", "nas search --help"]),
      (["search", "bogus"], ["'bogus'", "hm-nas"]),
      (["search", "hmnas"], ["'hmnas'", "(hm-nas, adwpnas, ", "did you mean hm-nas?"]),
      (["search", "train"], ["'train'", "(hm-nas, adwpnas, "]),
      (
        ["config", "trian"], ["'trian'", ", train)", "did you mean train?"]
      ),
      (["search", "hm-nas", "--config", "a", "--config=b"], ["--config is given twice"]),
      (["search", "--channels", "4", "hm-nas"], ["'4'", "before all options"]),
      (["search", "hm-nas", "more"], ["'more'"]),
      (["search", "hm-nas", "--chanels", "4"], ["chanels", "channels?"]),
      (["search", "hm-nas", "--ouput", "x"], ["ouput", "output?"]),
      (["search", "hm-nas", "--jsonn"], ["jsonn", "json?"]),
      (["search", "hm-nas", "--channels"], ["channels", "1 to 2048"]),
      (["search", "hm-nas", "--channels", "0"], ["channels is 0", "1 to 2048"]),
      (["search", "hm-nas", "--channels", "-4"], ["channels is -4", "1 to 2048"]),
      (["search", "hm-nas", "--channels=4.5"], ["channels is 4.5", "whole number"]),
      (["search", "hm-nas", "--epochs", "0"], ["search-epochs is 0"]),
      (["search", "hm-nas", "--flip", "maybe"], ["flip is maybe", "true or false"]),
      (["search", "hm-nas", "--order", "third"], ["order is third", "first, second"]),
      (["search", "hm-nas", "--search-learning-rate", "nan"], ["search-learning-rate is nan"]),
      (["search", "hm-nas", "--mask-initial", "0.001"], ["mask-initial", "mask-threshold"]),
      (["search", "hm-nas", "--auxiliary-weight", "0.4"], ["auxiliary-weight", "4x4"]),
      (["search", "hm-nas", "--batch-size", "100000"], ["batch-size is 100000", "at most"]),
      (["search", "hm-nas", "--training-images", "60001"], ["training-images is 60001", "60000"]),
      (["search", "hm-nas", "--preset", "huge"], ["'huge'", "'quick'", "'cpu'", "'paper'"]),
      (
        ["search", "hm-nas", "--dataset", "svhn"],
        ["svhn", "fashion-mnist", "cifar-10", "folder:PATH"]
      ),
      (["search", "hm-nas", "--device", "tpu"], ["'tpu'", "'cpu'", "'cuda'"]),
      (
        ["search", "hm-nas", "--seed", "-1"], ["'-1'", "--seed", "expected a whole number from 0"]
      ),
      (["compare", "plain", "--images", "3M"], ["'3M'", "--images", "expected a whole number"]),
      (["search", "hm-nas", "--threads", "0"], ["--threads is 0", "1 to 1024"]),
      (["search", "hm-nas", "--output", ""], ["--output is empty"]),
      (["search", "hm-nas", "--max-memory", "lots"], ["'lots'", "--max-memory", "4GB"]),
      (["search", "hm-nas", "--max-memory", "0GB"], ["'0GB'", "--max-memory", "4GB"]),
      (["search", "hm-nas", "--max-memory", "-1GB"], ["'-1GB'", "--max-memory", "4GB"]),
      (["search", "hm-nas", "--micro-batch-size", "-1"], ["micro-batch-size is -1"]),
      (["search", "hm-nas", "--config", ""], ["--config is empty"]),
      (["search", "hm-nas", "--data-dir", ""], ["--data-dir is empty"]),
      (["config", "hm-nas", "--chanels", "4"], ["chanels", "channels?"]),
      (["config", "hm-nas", "--channels", "0"], ["channels is 0", "1 to 2048"]),
      (["count", "hm-nas", "--channels", "0"], ["channels", "0", "1 to 2048"]),
      (["count", "darts", "--channels", "-16"], ["channels", "-16", "1 to 2048"]),
      (["count", "darts", "--classes", "-2"], ["classes", "-2"]),
      (["bench", "supernet", "--steps", "-1"], ["steps is -1", "above 0"]),
      (["search", "hm-nas", "--threads", "-2"], ["--threads is -2", "1 to 1024"]),
      (["count", "hm-nas", "--cells", "129"], ["cells", "129", "1 to 128"]),
      (["count", "hm-nas", "--chanels", "4"], ["--chanels", "'--channels'"]),
      (["count", "darts", "02012100"], ["'02012100'", "darts"]),
      (["count", "nas-bench-macro"], ["code", "8 digits"]),
      (["count", "nas-bench-macro", "0201210"], ["0201210", "8 digits of 0, 1 and 2"]),
      (["count", "nas-bench-macro", "02012100", "--cells", "3"], ["--cells", "supernets"]),
      (["audit", "--table", "nas-bench-macro"], ["data-dir"]),
      (["audit", "--data-dir", "x"], ["table"]),
      (["audit", "--table", "imagenet", "--data-dir", "x"], ["'imagenet'", "'nas-bench-201'"]),
      (["audit", "--table", "nas-bench-201", "--data-dir", ""], ["--data-dir is empty"]),
      (
        ["audit", "--table", "nas-bench-201", "--data-dir", "x", "--proxy", "luck"],
        ["'luck'", "'minus-identities'"]
      ),
      (
        [
          "audit", "--table", "nas-bench-201", "--data-dir", "x", "--proxy", "parameters",
          "--proxy", "parameters",
        ],
        ["--proxy is given twice"]
      ),
      (
        ["audit", "--table", "nas-bench-201", "--data-dir", "x"]
          + ["--rank-by", "loss", "--rank-by", "loss"],
        ["--rank-by is given twice"]
      ),
      (
        ["audit", "--table", "nas-bench-201", "--data-dir", "x", "--resamples", "9"],
        ["--resamples is 9", "10 to 100000"]
      ),
      (
        ["audit", "--table", "nas-bench-201", "--data-dir", "x", "--plot", ""], ["--plot is empty"]
      ),
      (["resume"], ["<folder>", "nas resume --help"]),
      (["evaluate", "a", "b"], ["'b'"]),
      (["draw", "a", "--output", ""], ["--output is empty"]),
    ] as [([String], [String])])
  func isRefused(arguments: [String], fragments: [String]) throws {
    let folder = try Scratch.folder()
    expectFailure(try Program.run(arguments, in: folder), code: 64, saying: fragments)
    #expect(try Snapshot(folder).files.isEmpty)
  }

  /// What asks for two threads and gets one would have other bytes than it says.
  @Test(
    arguments: [
      ["bench", "supernet", "--channels", "1", "--cells", "1", "--batch", "2", "--steps", "1"],
      ["search", "hm-nas", "--training-images", "100", "--batch-size", "10", "--channels", "2"],
    ])
  func threadsMustBeGranted(arguments: [String]) throws {
    let (folder, limit) = (try Scratch.folder(), ["OMP_THREAD_LIMIT": "1"])
    expectFailure(
      try Program.start(arguments + ["--threads", "2"], in: folder, environment: limit).finish(),
      code: 64, saying: ["threads is 2", "only 1", "OMP_THREAD_LIMIT=1"])
    #expect(try Snapshot(folder).files.isEmpty)
  }

  @Test func kernelsMustBeKnown() throws {
    expectFailure(
      try Program.start(["config", "hm-nas"], environment: ["SWIFT_NAS_KERNELS": "avx51"]).finish(),
      code: 64, saying: ["SWIFT_NAS_KERNELS is avx51", "avx512, avx2, portable"])
  }
}
