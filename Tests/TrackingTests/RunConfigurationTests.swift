import Foundation
import Testing

@testable import Tracking

struct RunConfigurationTests {
  @Test func everythingComesBack() throws {
    var run = RunConfiguration.example
    run.dataDirectory = "/data"
    run.begin(network: "a network")
    run.changes = [
      RunConfiguration.Change(
        stage: "mask", epoch: 1, step: 2,
        values: ["threads": .init(from: .integer(1), to: .integer(2))])
    ]
    #expect(try run.readBack() == run)
  }

  @Test func optionalKeysMayBeMissing() throws {
    let text = """
      {"method": "hm-nas", "dataset": "cifar-10", "seed": 18446744073709551615, "device": "cpu",
       "threads": 2, "options": {"flip": true}, "colour": "red", "abacus": 1}
      """
    let run = try JSONDecoder().decode(RunConfiguration.self, from: Data(text.utf8))
    #expect(run.format == 1)
    #expect(run.id == nil)
    #expect(run.seed == .max)
    #expect(run.commit == "unknown")
    #expect(run.kernelInstructions == "unknown")
    #expect(run.options == ["flip": .flag(true)])
    #expect(run.changes.isEmpty)
    #expect(run.unknownKeys == ["abacus", "colour"])
    #expect(!run.isEdited)
  }

  @Test(arguments: ["method", "dataset", "seed", "device", "threads", "options"])
  func whatDecidesResultsMayNotBeMissing(key: String) throws {
    var object = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(RunConfiguration.example))
        as? [String: Any])
    object[key] = nil
    let data = try JSONSerialization.data(withJSONObject: object)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RunConfiguration.self, from: data)
    }
  }

  @Test func runsThatComputeTheSameAreTheSameRun() {
    var (here, there) = (RunConfiguration.example, RunConfiguration.example)
    (there.device, there.threads, there.libtorch, there.commit) = ("cuda", 8, "3.0", "other")
    (there.preset, there.dataDirectory) = ("paper", "/elsewhere")
    here.begin()
    there.begin()
    #expect(here.id == there.id)
    #expect(here.id?.count == 16)
  }

  @Test(arguments: ["seed", "method", "dataset", "option", "network"])
  func runsThatComputeOtherThingsAreOthers(what: String) {
    var (one, other) = (RunConfiguration.example, RunConfiguration.example)
    switch what {
    case "seed": other.seed += 1
    case "method": other.method = "adwpnas"
    case "dataset": other.dataset = "cifar-10"
    case "option": other.options["channels"] = .integer(5)
    default: break
    }
    one.begin(network: "a")
    other.begin(network: what == "network" ? "b" : "a")
    #expect(one.id != other.id)
  }

  @Test func editsAreNoticedAndRecordedChangesAreNot() throws {
    var run = RunConfiguration.example
    run.begin()
    run = try run.readBack()
    #expect(!run.isEdited)
    run.options["rate"] = .number(0.25)
    #expect(run.isEdited)
    run.changes = [
      RunConfiguration.Change(
        stage: "search", epoch: 0, step: 3,
        values: [
          "rate": .init(from: .number(2), to: .number(0.25)),
          "threads": .init(from: .integer(1), to: .integer(2)),
        ])
    ]
    #expect(try !run.readBack().isEdited)
  }

  @Test func differencesAreNamed() throws {
    let earlier = try RunConfiguration.example.readBack()
    var now = RunConfiguration.example
    #expect(now.changes(since: earlier).isEmpty)
    (now.threads, now.dataDirectory) = (4, "/moved")
    now.options["rate"] = .number(0.5)
    now.options["new"] = .flag(true)
    let changes = now.changes(since: earlier)
    #expect(changes.keys.sorted() == ["rate", "threads"])
    #expect(changes.sentence == "rate from 2 to 0.5 and threads from 1 to 4")
  }

  @Test func whatIsUnknownIsNoDifference() {
    var (earlier, now) = (RunConfiguration.example, RunConfiguration.example)
    (earlier.kernelInstructions, now.kernelInstructions) = ("unknown", "AVX2")
    #expect(now.changes(since: earlier).isEmpty)
  }

  @Test func onlyThePlaceAndTheChangesAreTakenOver() {
    var (recorded, now) = (RunConfiguration.example, RunConfiguration.example)
    recorded.options["strange"] = .integer(1)
    (now.threads, now.dataDirectory, now.seed) = (4, "/moved", 9)
    now.options = ["rate": .number(0.5), "channels": .integer(8)]
    recorded.take(now, options: ["rate"])
    #expect(recorded.options["rate"] == .number(0.5))
    #expect(recorded.options["channels"] == .integer(4))
    #expect(recorded.options["strange"] == .integer(1))
    #expect((recorded.threads, recorded.dataDirectory) == (4, "/moved"))
    #expect(recorded.seed == RunConfiguration.example.seed)
  }
}

extension RunConfiguration {
  static var example: RunConfiguration {
    RunConfiguration(
      method: "hm-nas", dataset: "fashion-mnist", dataDirectory: nil, preset: "quick", seed: 7,
      device: "cpu", threads: 1, libtorch: "2.13.0", cpuCapability: "AVX2",
      kernelInstructions: "AVX2", commit: "0123abc",
      options: ["channels": .integer(4), "rate": .integer(2), "order": .text("first")])
  }

  func readBack() throws -> RunConfiguration {
    try JSONDecoder().decode(RunConfiguration.self, from: JSONEncoder().encode(self))
  }
}
