import Foundation
import TestSupport
import Testing

/// Published cells as files, and files as genotypes.
@Suite struct GenotypeTests {
  @Test func cellsBecomeAFileAndAFileCells() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "v2.json").path
      let made = try Program.run(
        "genotype", "darts-v2", "--channels", "4", "--cells", "5", "--dataset", "fashion-mnist",
        "--output", file)
      #expect(made.code == 0 && made.errors.isEmpty)
      let text = try Program.run("genotype", file).output
      #expect(text.hasPrefix("Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), "))
      // What it prints is the same network.
      let again = try Program.run(
        "genotype", text, "--channels", "4", "--cells", "5", "--dataset", "fashion-mnist")
      #expect(again.output == (try String(contentsOfFile: file, encoding: .utf8)))
      // A pipe is read once.
      let piped = try Program.run(
        [file], by: #"exec "$0" genotype <(cat "$1")"#)
      #expect(piped.output == text, "\(piped.errors)")
      // The same from a file, as searches leave it.
      let written = folder.appending(path: "genotype.txt")
      try Data(text.utf8).write(to: written)
      let read = try Program.run(
        "genotype", written.path, "--channels", "4", "--cells", "5", "--dataset", "fashion-mnist")
      #expect(read.output == again.output)
      try Data("Genotype(normal=1)".utf8).write(to: written)
      expectFailure(
        try Program.run("genotype", written.path), code: 65,
        saying: [written.path, "is none from character 17 on"])
      // The file's own images: 28×28 and grey.
      let counted = try Program.run("count", file, "--json")
      let parts = try #require((counted.json() as? [String: Any])?["parts"] as? [[String: Any]])
      let stem = try #require(parts.first?["cost"] as? [String: Int])
      #expect(stem == ["parameters": 12 * 9 + 24, "multiplyAdds": 12 * 9 * 28 * 28])
      #expect(try Program.run("draw", file).output.hasPrefix("<svg"))
      let bench = try Program.run(
        "bench", "train", file, "--batch", "2", "--steps", "1", "--threads", "1", "--json")
      #expect(bench.code == 0)
      // Nothing is overwritten.
      expectFailure(
        try Program.run("genotype", "darts-v1", "--output", file), code: 64,
        saying: [file, "is there already"])
      // A name with a bracket is a file's.
      let bracketed = folder.appending(path: "v2 (1).json")
      try FileManager.default.moveItem(atPath: file, toPath: bracketed.path)
      #expect(try Program.run("genotype", bracketed.path).output == text)
    }
  }

  @Test(
    arguments: [
      (["genotype", "darts-v9"], 66, ["there is no file darts-v9", "darts-v2", "enas"]),
      (["genotype", "Genotype(normal=1)"], 64, ["is none from character 17 on", "["]),
      (["genotype", "darts-v2", "--cells", "0"], 64, ["\"cells\"", "1 to 128"]),
      (["genotype", "darts-v9", "--cells", "3"], 64, ["--cells is for a genotype"]),
      (["count", "vgg"], 66, ["there is no file vgg", "hm-nas", "mobilenet"]),
    ] as [([String], Int32, [String])])
  func whatIsNoneIsRefused(arguments: [String], code: Int32, texts: [String]) throws {
    expectFailure(try Program.run(arguments), code: code, saying: texts)
  }
}
