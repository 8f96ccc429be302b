import HMNAS
import Testing
import Tracking
import Training

struct StageNameTests {
  /// The keys stand in the files of runs that exist, so they stay.
  @Test func stagesAreFoundByTheKeysInFiles() {
    let titles = ["search", "mask", "tune", "control", "heuristic"].map {
      HMNASRun.stage($0)?.title
    }
    #expect(
      titles == [
        "Stage 1, supernet", "Stage 2, masks", "Stage 3, fine-tuning", "Control, random masks",
        "Control, heuristic",
      ])
    for key in ["", "train", "evaluate", "evolution"] { #expect(HMNASRun.stage(key) == nil) }
  }
}
