import Testing

@testable import Datasets

struct DigestTests {
  /// The examples of FIPS 180-4 and of the empty message.
  @Test(
    "published examples",
    arguments: [
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ])
  func examples(message: String, hash: String) {
    #expect(Array(message.utf8).withUnsafeBytes { Digest.sha256($0) } == hash)
  }
}
