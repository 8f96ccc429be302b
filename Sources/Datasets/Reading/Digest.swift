import CArchive

/// The SHA-256 of bytes, by libcrypto.
enum Digest {
  /// The hash in 64 lower-case hexadecimal digits.
  static func sha256(_ bytes: UnsafeRawBufferPointer) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    let status = EVP_Digest(bytes.baseAddress, bytes.count, &digest, &length, EVP_sha256(), nil)
    precondition(status == 1 && length == 32, "SHA-256 failed with status \(status)")
    return digest.prefix(32).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
