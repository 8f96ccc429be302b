import Foundation
import Testing

@testable import Tracking

struct SummaryTests {
  @Test(arguments: [nil, 0.75] as [Double?])
  func everythingComesBack(validation: Double?) throws {
    let summary = example(validation)
    let data = try JSONEncoder().encode(summary)
    #expect(try JSONDecoder().decode(Summary.self, from: data) == summary)
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["validationAccuracy"] is NSNull == (validation == nil))
    let error = try #require(object["testError"] as? Double)
    #expect(abs(error - 0.2) < 1e-12)
  }

  @Test(arguments: ["", "{}", "[]", "{\"method\": 3}"])
  func otherFilesAreRefused(text: String) throws {
    try withTemporaryFolder { base in
      let folder = RunFolder(base)
      try folder.write(text, to: folder.summary)
      #expect(
        saying("cannot understand \(folder.summary.path): ") {
          try folder.read(Summary.self, from: folder.summary)
        })
    }
  }

  private func example(_ validation: Double?) -> Summary {
    let stage = Summary.StageResult(
      name: "fine-tuned", testAccuracy: 0.8, parameters: 10, nonZeroParameters: 9,
      multiplyAdds: 100)
    return Summary(
      method: "hm-nas", dataset: "cifar-10", preset: "quick", seed: .max,
      validationAccuracy: validation, final: stage, stages: [stage],
      structure: [
        Summary.CellStructure(
          cell: 0, kind: "normal", edges: 1, candidateEdges: 14, operations: 2,
          candidateOperations: 98, inDegrees: [1], operationsPerEdge: [13, 0, 1])
      ], device: "cpu", libtorch: "2.13.0", commit: "0123abc", seconds: ["total": 1.5])
  }
}
