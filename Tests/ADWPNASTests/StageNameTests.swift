import ADWPNAS
import Testing
import Tracking
import Training

struct StageNameTests {
  /// The keys stand in the files of runs that exist, so they stay.
  @Test(
    arguments: [
      ("hypernetwork", "Stage 1, HyperNetwork"), ("evolution", "Stage 2, evolution"),
      ("random", "Control, random search"), ("train", "Training"),
      ("few-shot-3", "Copy for last depth 3"), ("control-12", "Control, random network 12"),
      ("few-shot-", nil), ("control-x", nil), ("control--1", nil), ("search", nil), ("", nil),
    ] as [(String, String?)])
  func stagesAreFoundByTheKeysInFiles(key: String, title: String?) {
    #expect(ADWPNASRun.stage(key)?.title == title)
  }
}
