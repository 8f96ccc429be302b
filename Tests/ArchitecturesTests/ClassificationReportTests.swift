import Architectures
import Foundation
import Testing

@Suite struct ClassificationReportTests {
  @Test func sharesAreThoseOfTheCounts() {
    let report = ClassificationReport.counting(
      ["cat", "dog", "owl"], [[3, 1, 0], [2, 2, 0], [0, 0, 0]])
    #expect(report.images == 8)
    #expect(report.accuracy == 0.625)
    #expect(report.classes.map(\.name) == ["cat", "dog", "owl"])
    #expect(report.classes.map(\.images) == [4, 4, 0])
    #expect(report.classes.map(\.accuracy) == [0.75, 0.5, nil])
    #expect(report.classes.map(\.precision) == [0.6, 2.0 / 3.0, nil] as [Double?])
  }

  @Test func nothingHasNoAccuracy() {
    let report = ClassificationCounter(classNames: ["cat"], keeping: 1).report
    #expect(report.images == 0)
    #expect(report.accuracy == nil)
    #expect(report.mistakes.isEmpty)
  }

  /// Few different probabilities, so that many mistakes are as bad.
  @Test(arguments: [0, 1, 7, 1_000])
  func theWorstMistakesAreKeptInOrder(limit: Int) {
    var generator = SplitMix64(seed: 5)
    var counter = ClassificationCounter(classNames: ["cat", "dog"], keeping: limit)
    var all: [(image: String, probability: Double)] = []
    for index in 0..<300 {
      let probability = Double(Int.random(in: 5...9, using: &generator)) / 10
      let isRight = Bool.random(using: &generator)
      counter.count(
        label: 0, prediction: isRight ? 0 : 1, probability: probability,
        labelProbability: 1 - probability, image: "\(index)")
      if !isRight { all.append(("\(index)", probability)) }
    }
    let worst = stride(from: 9, through: 5, by: -1).flatMap { tenths in
      all.filter { $0.probability == Double(tenths) / 10 }
    }
    #expect(counter.report.mistakes.map(\.image) == worst.prefix(limit).map(\.image))
    #expect(counter.report.images == 300)
  }

  @Test func namesAreAskedForOnlyWhereTheyAreKept() {
    var asked: [String] = []
    func name(_ name: String) -> String {
      asked.append(name)
      return name
    }
    var counter = ClassificationCounter(classNames: ["cat", "dog"], keeping: 1)
    for (image, prediction, probability) in [("a", 1, 0.6), ("b", 0, 0.9), ("c", 1, 0.5)] {
      counter.count(
        label: 0, prediction: prediction, probability: probability, labelProbability: 0.1,
        image: name(image))
    }
    #expect(asked == ["a"])
  }

  @Test func probabilitiesAreSound() {
    var counter = ClassificationCounter(classNames: ["cat", "dog"], keeping: 4)
    for probability in [Double.nan, 1.000_000_1, -1, .infinity] {
      counter.count(
        label: 0, prediction: 1, probability: probability, labelProbability: probability, image: "")
    }
    #expect(counter.report.mistakes.map(\.probability) == [1, 1, 0, 0])
    #expect(counter.report.mistakes.map(\.labelProbability) == [1, 1, 0, 0])
  }

  @Test func everyKeyIsThere() throws {
    let report = ClassificationReport.counting(["cat", "dog"], [[0, 1], [0, 0]])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(report), as: UTF8.self)
    #expect(
      text == """
        {"accuracy":0,"classes":[{"accuracy":0,"images":1,"name":"cat","precision":null},\
        {"accuracy":null,"images":0,"name":"dog","precision":0}],"confusion":[[0,1],[0,0]],\
        "images":1,"mistakes":[{"image":"0.png","label":"cat","labelProbability":0.05,\
        "prediction":"dog","probability":0.9}]}
        """)
    let nothing = ClassificationCounter(classNames: ["cat"], keeping: 1).report
    #expect(
      String(decoding: try encoder.encode(nothing), as: UTF8.self)
        .hasPrefix(#"{"accuracy":null,"classes":[{"accuracy":null"#))
  }

  @Test func whatIsWrittenIsRead() throws {
    let names = ClassificationReport.hostileNames
    let report = ClassificationReport.ring(names)
    #expect(report.mistakes.count == 10)
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(ClassificationReport.self, from: data) == report)
  }

  @Test(
    arguments: [
      ("[]", "[]", "", "\"classes\" of the report is empty, expected at least one"),
      (
        "[{\"name\": \"cat\"}]", "[]", "",
        "\"confusion\" of the report has 0 parts, expected 1, one for each class"
      ),
      (
        "[{\"name\": \"cat\"}, {\"name\": \"dog\"}]", "[[1, 2], [3]]", "",
        "\"confusion[1]\" of the report has 1 parts, expected 2, one for each class"
      ),
      (
        "[{\"name\": \"cat\"}]", "[[-1]]", "",
        "\"confusion[0][0]\" of the report is -1, expected a whole number from 0"
      ),
      (
        "[{\"name\": \"cat\"}, {\"name\": \"dog\"}]",
        "[[0, 9223372036854775807], [1, 0]]", "",
        "the counts in \"confusion\" of the report add up to more than 9223372036854775807, "
          + "expected fewer"
      ),
      (
        "[{\"name\": \"cat\"}]", "[[1]]",
        """
        {"image": "", "label": "cat", "prediction": "\\u001b", "probability": 1,
         "labelProbability": 0}
        """,
        "\"mistakes[0].prediction\" of the report is \"\\u{1B}\", expected the name of one of its "
          + "classes"
      ),
      (
        "[{\"name\": \"cat\"}]", "[[1]]",
        """
        {"image": "", "label": "cat", "prediction": "cat", "probability": 1.5,
         "labelProbability": 0}
        """,
        "\"mistakes[0].probability\" of the report is 1.5, expected 0 to 1"
      ),
    ])
  func aReportThatIsNoneIsRefused(
    classes: String, confusion: String, mistake: String, reason: String
  ) {
    let text = """
      {"classes": \(classes), "confusion": \(confusion), "mistakes": [\(mistake)]}
      """
    let error = #expect(throws: ReportError.self) {
      try JSONDecoder().decode(ClassificationReport.self, from: Data(text.utf8))
    }
    #expect(error?.description == reason)
  }

  @Test func theLargestCountsHaveShares() throws {
    let report = try ClassificationReport(
      classNames: ["cat", "dog"], confusion: [[Int.max - 1, 0], [1, 0]])
    #expect(report.images == Int.max)
    #expect(report.classes.map(\.accuracy) == [1, 0])
    #expect(report.text.contains("9,223,372,036,854,775,807 images"))
  }
}
