// swift-tools-version: 6.2
import PackageDescription

/// A target that runs a search, for which libtorch is linked.
func search(_ name: String, _ products: [String] = []) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["Shapes"]
      + (["Architectures", "Datasets", "Search"] + products).map {
        .product(name: $0, package: "swift-nas")
      })
}

// Each example is a program of its own: swift run --package-path Examples SearchPixels ...
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
      ]),
    .target(
      name: "Shapes",
      dependencies: [
        .product(name: "Architectures", package: "swift-nas"),
        .product(name: "Datasets", package: "swift-nas"),
      ]),
    search("SearchPixels", ["Inference"]),
    search("AddOperation"),
    search("AddMethod"),
  ])
