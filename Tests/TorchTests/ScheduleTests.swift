import Testing
import Torch

struct ScheduleTests {
  @Test func cosineGoesFromStartToEnd() {
    let schedule = Schedule.cosine(start: 0.1, end: 0.01)
    #expect(schedule.rate(at: 0, of: 7) == 0.1)
    #expect(abs(schedule.rate(at: 7, of: 7) - 0.01) < 1e-15)
    let rates = (0...7).map { schedule.rate(at: $0, of: 7) }
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
  }
}
