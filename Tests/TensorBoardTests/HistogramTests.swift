import Testing

@testable import TensorBoard

struct HistogramTests {
  private func histogram(_ values: [Double]) -> TBHistogramProto? {
    TBSummary.Value.histogram("tag", of: values)?.histo
  }

  @Test func numbersAreCounted() throws {
    let found = try #require(histogram([0, 0.05, 0.1, 3, 1.55, .nan, .infinity]))
    #expect((found.min, found.max, found.num) == (0, 3, 5))
    #expect(abs(found.sum - 4.7) < 1e-12)
    #expect(abs(found.sumSquares - 11.415) < 1e-12)
    #expect(found.bucketLimit.count == 30)
    #expect(found.bucketLimit.last == 3)
    #expect(zip(found.bucketLimit, found.bucketLimit.dropFirst()).allSatisfy { $0 < $1 })
    let counts = found.bucket.enumerated().filter { $0.element > 0 }
    #expect(counts.map(\.offset) == [0, 1, 15, 29])
    #expect(counts.map(\.element) == [2, 1, 1, 1])
  }

  @Test(arguments: [[0.25], [0.25, 0.25, 0.25], [.leastNonzeroMagnitude, 0]])
  func numbersThatAreEqualHaveOneBucket(values: [Double]) throws {
    let found = try #require(histogram(values))
    #expect(found.bucket == [Double(values.count)])
    #expect(found.bucketLimit == [values[0]])
  }

  @Test func whereNothingIsThereIsNone() {
    #expect(TBSummary.Value.histogram("tag", of: []) == nil)
    #expect(TBSummary.Value.histogram("tag", of: [.nan]) == nil)
  }
}
