import Foundation
import HMNAS
import Search
import Testing

struct UpdateScheduleTests {
  @Test(arguments: UpdateSchedule.allCases)
  func probabilityStartsAtOneAndNeverRises(schedule: UpdateSchedule) {
    let values = (0...1000).map { schedule.probability(at: Double($0) / 1000) }
    #expect(values[0] == 1)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(values.allSatisfy { (0...1).contains($0) })
  }

  @Test(arguments: [
    (UpdateSchedule.cosine, 0.5, 0.5.squareRoot()), (.cosine, 2.0 / 3, 0.5), (.cosine, 1, 0),
    (.linear, 0.25, 0.75), (.linear, 1, 0), (.constant, 1, 1), (.exponential, 0.2, 0.367_879_441),
    (.exponential, 1, 0.006_737_947),
  ])
  func closedForm(schedule: UpdateSchedule, progress: Double, expected: Double) {
    #expect(abs(schedule.probability(at: progress) - expected) < 1e-9)
  }
}
