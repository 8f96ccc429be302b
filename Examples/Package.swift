// swift-tools-version: 6.2
import PackageDescription

// Each example is a program of its own: swift run --package-path Examples Classify ...
let package = Package(
  name: "Examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "swift-nas", path: "..")],
  targets: [
    // Needs no libtorch.
    .executableTarget(
      name: "Classify",
      dependencies: [
        .product(name: "Datasets", package: "swift-nas"),
        .product(name: "Inference", package: "swift-nas"),
      ])
  ])
