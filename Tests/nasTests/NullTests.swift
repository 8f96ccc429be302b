import Architectures
import Foundation
import Testing

@testable import nas

/// Keys of JSON are there even where they have no value.
@Suite struct NullTests {
  private struct Part: Encodable {
    @OrNull var size: Int?
  }

  @Test(arguments: [(nil, #"{"size":null}"#), (3, #"{"size":3}"#)])
  func aMissingValueIsNull(size: Int?, json: String) throws {
    #expect(try String(decoding: JSONEncoder().encode(Part(size: size)), as: UTF8.self) == json)
  }

  @Test func figuresThatAreNotDefinedAreNull() throws {
    let estimates = RankEstimates([.tau: RankEstimate(0.5, draws: [])])
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(estimates))
    let object = try #require(json as? [String: Any])
    #expect(Set(object.keys) == Set(RankStatistic.allCases.map(\.rawValue)))
    #expect(object["tau"] as? [String: Double] == ["value": 0.5, "lower": 0.5, "upper": 0.5])
    #expect(object.values.count { $0 is NSNull } == RankStatistic.allCases.count - 1)
  }
}
