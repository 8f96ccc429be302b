import Testing
import Tracking
import Training

@testable import nas

/// What people see of a run's events.
@Suite struct ProgressTests {
  private let stage = StageName("counting", title: "Counting")

  @Test func theBarShowsHowFarAnEpochHasCome() {
    let event = StepEvent(
      stage: stage, epoch: 2, epochs: 3, step: 2, stepsPerEpoch: 4, images: 20, seconds: 2)
    let measured = StepEvent.Measured(loss: 0.5, accuracy: 0.75)
    let end = " 2/4  10 images/s  loss 0.500  accuracy 75.0 %  6.0 s left"
    #expect(
      ProgressBar(event, measured: measured, columns: 80).text == "  epoch 2/3 ━━━━╌╌╌╌╌" + end)
    #expect(
      ProgressBar(event, measured: measured, columns: 200).text
        == "  epoch 2/3 ━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌" + end)
    #expect(ProgressBar(event, measured: measured, columns: 20).text == "  epoch 2/3  2/4  1")
  }

  /// The columns are those that the stage declares.
  @Test func anEpochIsOneLine() {
    func text(_ columns: [EpochColumn]) -> String {
      let record = EpochRecord(
        stage: "counting", epoch: 2, loss: 0.5, accuracy: 0.75,
        values: ["validationAccuracy": 0.6, "share": 0.25], seconds: 4, imagesPerSecond: 10)
      return ProgressPrinter.text(
        EpochEvent(stage: stage, epochs: 3, record: record, columns: columns))
    }
    let start = "epoch 2/3  loss 0.500  accuracy 75.00 %"
    #expect(text([]) == start + "  10 images/s  4.0 s")
    let share = EpochColumn.Value("share", label: "part", format: .percent(decimals: 0))
    let other = EpochColumn.Value("other", label: "part", format: .percent(decimals: 0))
    #expect(
      text([EpochColumn("left", of: [share]), EpochColumn(of: [other])])
        == start + "  left: part 25 %  10 images/s  4.0 s")
  }

  /// An epoch that counted no image has no loss and no accuracy.
  @Test func anEpochOfNothingSaysSo() {
    let record = EpochRecord(
      stage: "counting", epoch: 2, loss: 0, accuracy: 0, values: ["validationAccuracy": 0.6],
      seconds: 4, imagesPerSecond: 0)
    #expect(
      ProgressPrinter.text(
        EpochEvent(stage: stage, epochs: 3, record: record, columns: [.validation]))
        == "epoch 2/3  nothing new  4.0 s")
  }

  /// The first report of a piece of work is where its clock starts.
  @Test func theTimeLeftIsThatOfTheWorkUnderWay() {
    var left = TimeLeft()
    #expect(left.text(done: 100, of: 500, at: 7) == "")
    #expect(left.text(done: 100, of: 500, at: 8) == "")
    #expect(left.text(done: 200, of: 500, at: 9) == "  6.0 s left")
    #expect(left.text(done: 300, of: 500, at: 10) == "  3.0 s left")
    #expect(left.text(done: 500, of: 500, at: 11) == "  0.0 s left")
    // Another piece.
    #expect(left.text(done: 10, of: 30, at: 20) == "")
    #expect(left.text(done: 20, of: 30, at: 90) == "  1 min 10 s left")
  }

  /// Nothing is measured for lines that are not drawn, as here, where standard error may not be a terminal.
  @Test func whoDrawsNothingWantsNothingMeasured() {
    #expect(!ProgressPrinter(title: "Run", isDrawing: false).wantsMeasuredSteps)
    let printer = ProgressPrinter(title: "Run", isDrawing: true)
    #expect(printer.wantsMeasuredSteps)
  }
}
