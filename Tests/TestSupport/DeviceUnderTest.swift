internal import Foundation
package import Torch

extension Device {
  /// Where the tests that know nothing of a device compute: on the CPU, or where `SWIFT_NAS_TEST_DEVICE` says.
  package static let underTest: Device = {
    guard let name = ProcessInfo.processInfo.environment["SWIFT_NAS_TEST_DEVICE"] else {
      return .cpu
    }
    guard let device = Device(rawValue: name), device.isAvailable else {
      preconditionFailure("SWIFT_NAS_TEST_DEVICE names no device that is here: '\(name)'")
    }
    Libtorch.setDeterministic(true)
    return device
  }()
}
