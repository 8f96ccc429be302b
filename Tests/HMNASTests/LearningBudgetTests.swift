import HMNAS
import Search
import TestSupport
import Testing

@testable import Training

/// What a run of HM-NAS learns from, and a budget of it.
struct LearningBudgetTests {
  /// Two epochs of batches of 6, 6 and 4 images; with every step one of 6 or 2 held-out ones.
  @Test func everyGradientOfTheSearchIsCounted() {
    var options = Tiny.options
    #expect(Tiny.search(options).imagesLearned == 32 + 3 * 32 + 24)
    options.search.order = .first
    #expect(Tiny.search(options).imagesLearned == 32 + 24)
    options.search.warmStartEpochs = 1
    #expect(Tiny.search(options).imagesLearned == 32 + 2 + 6 + 2)
    #expect(Tiny.masking(options).imagesLearned == 48)
  }

  /// 160 images of search, 40 of them held-out ones twice, 120 of masks, then 60 in every epoch.
  @Test func fineTuningGetsWhatIsLeft() throws {
    let options = [
      "--channels", "1", "--cells", "1", "--stem-stride", "4", "--training-images", "60",
      "--batch-size", "20", "--validation-fraction", "0.34", "--epochs", "2",
      "--warm-start-epochs", "0", "--update-schedule", "constant", "--order", "first",
      "--random-mask-control", "true",
    ]
    func results(_ own: [String]) throws -> SmallResults {
      let run = try SmallRun<HMNASRun>(options + own)
      #expect(try run.run { try $0.start(memoryLimit: nil) })
      return try run.results
    }
    let budgeted = try results(["--max-images", "519"])
    let fixed = try results(["--tune-epochs", "3"])
    for name in ["model.safetensors", "metrics.jsonl", "summary.json"] {
      #expect(budgeted.files[name] == fixed.files[name], "\(name)")
    }
    let stages = try #require(budgeted.json("summary.json")["stages"] as? [[String: Any]])
    #expect(stages.map { $0["epochs"] as? Int } == [nil, nil, 3, 3])
    let late = try results(["--max-images", "339"])
    let least = try #require(late.json("summary.json")["stages"] as? [[String: Any]])
    #expect(least.map { $0["epochs"] as? Int } == [nil, nil, 1, 1])
  }
}
