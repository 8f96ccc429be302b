import CTorch
import Testing
import Torch

/// Which instruction set the kernels use, and what may be asked for.
@Suite struct KernelChoiceTests {
  private static let names = ["avx512", "avx2", "portable"]

  @Test(arguments: ["avx51", "AVX2", "avx2 ", "sse"])
  func unknownNamesAreRefused(name: String) {
    #expect(ct_check_kernels(name) == CT_FAILED)
    #expect(
      String(cString: ct_last_error())
        == "SWIFT_NAS_KERNELS is \(name), expected one of avx512, avx2, portable")
  }

  @Test func everyNameIsTakenOrSaidToBeLacking() {
    for name in Self.names where ct_check_kernels(name) != CT_OK {
      #expect(name != "portable")
      #expect(
        String(cString: ct_last_error())
          .hasPrefix("SWIFT_NAS_KERNELS is \(name), which this processor lacks; it has "))
    }
    #expect(ct_check_kernels("") == CT_OK)
  }

  @Test func theInstructionsInUseAreNamed() throws {
    try Libtorch.checkKernels()
    #expect(["AVX-512", "AVX2", "portable"].contains(Libtorch.kernelInstructions))
  }
}
