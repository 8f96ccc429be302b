import TestSupport
import Testing

@testable import Datasets

struct DatasetErrorTests {
  @Test(
    "each error is one sentence with an exit code",
    arguments: [
      (
        .missing(
          dataset: .cifar10, path: "/d", accepted: ["a.bin", "b/a.bin", "c.tar.gz"],
          found: "found d and e"),
        "CIFAR-10 is missing or incomplete in /d: expected a.bin, b/a.bin or c.tar.gz there, "
          + "found d and e.", 66
      ),
      (
        .missing(dataset: .mnist, path: "/d", accepted: ["a.gz"], found: "but it is empty"),
        "MNIST is missing or incomplete in /d: expected a.gz there, but it is empty.", 66
      ),
      (
        .invalid(path: "/d/a.gz", fault: .compression(reason: "truncated gzip input")),
        "/d/a.gz is truncated or damaged (truncated gzip input), "
          + "expected a complete compressed file.", 65
      ),
      (
        .invalid(path: "/d/a.tar.gz", fault: .member(name: "x.bin", found: "found y and z")),
        "/d/a.tar.gz does not contain x.bin, expected the complete official archive, "
          + "found y and z.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .pickle(.global("os.system"), at: 17)),
        "/d/a cannot be read as a pickle at byte 17: it names os.system, "
          + "expected only numpy's arrays.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .pickle(.opcode(0x8F), at: 2)),
        "/d/a cannot be read as a pickle at byte 2: opcode 0x8f is not read, "
          + "expected one for numbers, text, lists or arrays.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .entry(name: "labels", expected: "list of labels")),
        "/d/a has no list of labels by the name labels, "
          + "expected a file of CIFAR's Python version.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .labels(found: 9, expected: 10)),
        "/d/a holds 9 labels, expected 10.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .magic(found: 0x1F, expected: 0x803)),
        "/d/a starts with 0x0000001f, expected the idx magic number 0x00000803.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .dimensions(found: [3, 28, 28], expected: [5, 28, 28])),
        "/d/a holds 3 x 28 x 28 values, expected 5 x 28 x 28.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .size(found: 9, expected: 10)),
        "/d/a holds 9 bytes, expected 10.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .size(found: 11, expected: 10)),
        "/d/a holds more than the expected 10 bytes.", 65
      ),
      (
        .invalid(path: "/d/a", fault: .label(found: 200, image: 17, classes: 10)),
        "/d/a gives image 17 the label 200, expected 0 to 9.", 65
      ),
      (
        .invalid(
          path: "/d/a",
          fault: .content(
            found: "0123456789abcdef", expected: "fedcba9876543210", dataset: .fashionMNIST)),
        "/d/a has SHA-256 01234567..., expected fedcba98... of the official Fashion-MNIST file, "
          + "so it is changed or the name fashion-mnist is wrong.", 65
      ),
      (
        .unreadable(path: "/d/a", reason: "Permission denied"),
        "/d/a could not be read (Permission denied), expected a readable file.", 74
      ),
      (
        .unwritable(path: "/c", reason: "No space left on device"),
        "/c could not be written (No space left on device), "
          + "expected room for downloaded data sets there.", 74
      ),
      (
        .download(dataset: .mnist, address: "https://a.example/b", reason: "status 404"),
        "MNIST could not be downloaded from https://a.example/b (status 404), "
          + "expected a connection or a folder with its files given by --data-dir.", 66
      ),
    ] as [(DatasetError, String, Int32)])
  func sentences(error: DatasetError, sentence: String, exitCode: Int32) {
    #expect(error.description == sentence)
    #expect(error.exitCode == exitCode)
  }

  @Test(
    "each fault of a pickle is the end of a sentence",
    arguments: [
      (.start, "it starts with no protocol, expected 0x80 and a number of 2 to 5"),
      (.end(needed: 5, left: 2), "it ends early, expected 5 bytes where 2 are left"),
      (.rest(3), "3 bytes follow its end, expected none"),
      (
        .operand(expected: "a list"),
        "its opcode finds another value or none, expected a list"
      ),
      (.memo(7), "nothing is kept under the number 7, expected a value"),
      (
        .global("os\n" + String(repeating: "a", count: 300)),
        "it names os\\n\(String(repeating: "a", count: 97)), expected only numpy's arrays"
      ),
      (
        .arguments("numpy.dtype"),
        "it calls numpy.dtype with other arguments, expected those of an array of bytes"
      ),
      (.integer(bytes: 9), "an integer has 9 bytes, expected 8 at most"),
      (.text, "its text holds more than bytes, expected latin-1"),
      (.columns, "its array is stored by columns, expected rows"),
      (.values(limit: 100), "it holds more than 100 values, expected those of a batch of images"),
    ] as [(PickleFault, String)])
  func pickleSentences(fault: PickleFault, sentence: String) {
    #expect(fault.description == sentence)
  }
}
