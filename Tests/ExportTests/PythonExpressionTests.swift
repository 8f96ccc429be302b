import Testing

@testable import Export

/// How Python expressions are spelled and broken.
struct PythonExpressionTests {
  private let a = PythonExpression.text("a")
  private let b = PythonExpression.text("b")

  @Test func parentheses() {
    let sum = PythonExpression.infix("+", [a, b])
    let product = PythonExpression.infix("*", [a, b])
    #expect(PythonExpression.infix("+", [product, b]).flat == "a * b + b")
    #expect(PythonExpression.infix("*", [a, sum]).flat == "a * (a + b)")
    #expect(PythonExpression.infix("+", [a, sum]).flat == "a + (a + b)")
    #expect(PythonExpression.postfix(sum, ".mean()").flat == "(a + b).mean()")
    #expect(PythonExpression.call("f", [sum, a]).flat == "f(a + b, a)")
  }

  @Test("what does not fit a line has a line for each part")
  func breaking() {
    let long = PythonExpression.text(String(repeating: "x", count: 60))
    let sum = PythonExpression.infix("+", [long, long])
    #expect(
      sum.lines("y = ", indent: 4) == [
        "    y = (", "        \(long.flat)", "        + \(long.flat)", "    )",
      ])
    let mean = PythonExpression.postfix(.call("f", [long, long]), ".mean()")
    #expect(
      mean.lines("return ", indent: 0) == [
        "return f(", "    \(long.flat),", "    \(long.flat),", ").mean()",
      ])
  }

  @Test func texts() {
    #expect(PythonText.literal("a\u{7}\u{2028}é") == "\"a\\U00000007\\U00002028é\"")
    #expect(PythonText.variable("cells.0") == "cells_0")
    #expect(PythonText.variable("0.class") == "value_0_class")
    #expect(PythonText.variable("class") == "value_class")
    #expect(PythonText.className("cells.0.left_part") == "Cells0LeftPart")
  }
}
