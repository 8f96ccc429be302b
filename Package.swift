// swift-tools-version: 6.2
import PackageDescription

// libtorch: the folder in LIBTORCH, else the link that scripts/libtorch makes in the checkout. Its half for CUDA is
// opened when it is first asked for (Sources/CTorch/core.cpp).
let libtorch = Context.environment["LIBTORCH"] ?? "\(Context.packageDirectory)/.libtorch"

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The libraries that the program was built with come before those that LD_LIBRARY_PATH names.
#if os(Linux)
  let oldTags = ["-Xlinker", "--disable-new-dtags"]
#else
  let oldTags: [String] = []
#endif

// Where the program looks for libtorch: the launcher of a bundle says so when it starts (scripts/bundled-nas).
let searchPath =
  Context.environment["SWIFT_NAS_BUNDLE"] == nil
  ? ["-Xlinker", "-rpath", "-Xlinker", "\(libtorch)/lib"] + oldTags : []

let package = Package(
  name: "swift-nas",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "nas", targets: ["nas"]),
    .library(name: "Architectures", targets: ["Architectures"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "Export", targets: ["Export"]),
    .library(name: "Inference", targets: ["Inference"]),
    .library(
      name: "Search", targets: ["ADWPNAS", "Baselines", "HMNAS", "Search", "Tracking", "Training"]),
    .library(name: "Torch", targets: ["Torch"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive libcrypto",
      providers: [.apt(["libarchive-dev", "libssl-dev"]), .brew(["libarchive", "openssl@3"])]),
    .target(
      name: "CTorch", exclude: ["README.md"],
      cxxSettings: [
        .unsafeFlags([
          // Vectors cross no boundary between instruction sets, so their calling convention is no matter.
          "-O2", "-fno-math-errno", "-Wno-psabi",
          "-isystem", "\(libtorch)/include",
          "-isystem", "\(libtorch)/include/torch/csrc/api/include",
        ])
      ],
      linkerSettings: [
        .linkedLibrary("c10"), .linkedLibrary("torch_cpu"),
        .unsafeFlags(["-L\(libtorch)/lib"] + searchPath),
      ]),
    .systemLibrary(
      name: "CImageLibraries", pkgConfig: "libpng libjpeg",
      providers: [.apt(["libpng-dev", "libjpeg-dev"]), .brew(["libpng", "jpeg-turbo"])]),
    .target(name: "CImages", dependencies: ["CImageLibraries"]),
    .target(name: "Files", exclude: ["README.md"], swiftSettings: swiftSettings),
    .target(
      name: "Torch", dependencies: ["CTorch", "Files"], exclude: ["README.md"],
      swiftSettings: swiftSettings),
    .target(name: "Architectures", exclude: ["README.md"], swiftSettings: swiftSettings),
    .target(
      name: "Export",
      dependencies: [
        "Architectures", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["README.md", "ONNX/Generated/onnx.proto"], swiftSettings: swiftSettings),
    .target(
      name: "Inference", dependencies: ["Architectures", "Files"], exclude: ["README.md"],
      swiftSettings: swiftSettings),
    .target(
      name: "Tracking", dependencies: ["Architectures", "Files"], exclude: ["README.md"],
      swiftSettings: swiftSettings),
    .target(
      name: "Records",
      dependencies: [
        "Architectures", "Files", "Tracking", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["README.md"], swiftSettings: swiftSettings),
    .target(
      name: "Images", dependencies: ["Architectures", "CImages", "Files"], exclude: ["README.md"],
      swiftSettings: swiftSettings),
    .target(
      name: "Datasets", dependencies: ["Architectures", "CArchive", "Files", "Images"],
      exclude: ["README.md"], resources: [.copy("Resources/fashion-mnist")],
      swiftSettings: swiftSettings),
    .target(
      name: "Dashboard",
      dependencies: [
        "Files", "Records", "Tracking", .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      exclude: ["README.md"],
      resources: [.embedInCode("Resources")],
      swiftSettings: swiftSettings),
    .target(
      name: "TensorBoard",
      dependencies: [
        "Files", "Images", "Tracking",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["README.md", "Generated/tensorboard.proto"], swiftSettings: swiftSettings),
    .target(
      name: "Training",
      dependencies: [
        "Architectures", "Datasets", "Images", "Torch", "Tracking",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      exclude: ["README.md"], swiftSettings: swiftSettings),
    .target(
      name: "Search",
      dependencies: ["Architectures", "Datasets", "Torch", "Tracking", "Training"],
      exclude: ["README.md"], swiftSettings: swiftSettings),
    .target(
      name: "HMNAS",
      dependencies: ["Architectures", "Datasets", "Search", "Torch", "Tracking", "Training"],
      exclude: ["README.md"], swiftSettings: swiftSettings),
    .target(
      name: "ADWPNAS",
      dependencies: ["Architectures", "Datasets", "Search", "Torch", "Tracking", "Training"],
      exclude: ["README.md"], swiftSettings: swiftSettings),
    .target(
      name: "Baselines",
      dependencies: ["Architectures", "Datasets", "Search", "Torch", "Tracking", "Training"],
      exclude: ["README.md"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "nas",
      dependencies: [
        "ADWPNAS", "Architectures", "Baselines", "Dashboard", "Datasets", "Export", "Files",
        "HMNAS", "Inference", "Records", "Search", "TensorBoard", "Torch", "Tracking", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"], swiftSettings: swiftSettings),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "ADWPNAS", "Architectures", "Datasets", "Export", "HMNAS", "Images", "Inference", "Search",
        "Torch", "Tracking", "Training",
      ],
      path: "Fuzzing/Targets", swiftSettings: swiftSettings),
    .target(name: "PythonSupport", path: "Tests/PythonSupport", swiftSettings: swiftSettings),
    .target(name: "CTestSupport", dependencies: ["CTorch"], path: "Tests/CTestSupport"),
    .target(
      name: "TestSupport",
      dependencies: ["Architectures", "CTestSupport", "Datasets", "Torch", "Tracking", "Training"],
      path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .testTarget(
      name: "TorchTests", dependencies: ["Architectures", "CTorch", "TestSupport", "Torch"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ArchitecturesTests", dependencies: ["Architectures"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ExportTests",
      dependencies: [
        "Architectures", "Export", "PythonSupport",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["check_models.py"], swiftSettings: swiftSettings),
    .testTarget(name: "FilesTests", dependencies: ["Files"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ImagesTests", dependencies: ["Architectures", "Files", "Images"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "InferenceTests", dependencies: ["Architectures", "Files", "Inference"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TrackingTests", dependencies: ["Architectures", "Files", "Tracking"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TensorBoardTests",
      dependencies: [
        "Files", "Images", "PythonSupport", "TensorBoard", "Tracking",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["read_events.py"], swiftSettings: swiftSettings),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Dashboard", "Files", "Tracking", .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "RecordsTests",
      dependencies: [
        "Architectures", "Files", "Records", "Tracking",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "DatasetsTests",
      dependencies: [
        "Architectures", "CArchive", "Datasets", "Images", "Torch", "TestSupport",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TrainingTests",
      dependencies: ["Architectures", "Datasets", "TestSupport", "Torch", "Tracking", "Training"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "SearchTests",
      dependencies: [
        "ADWPNAS", "Architectures", "Datasets", "HMNAS", "Search", "TestSupport", "Torch",
        "Tracking",
        "Training",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "HMNASTests",
      dependencies: [
        "Architectures", "Datasets", "HMNAS", "Search", "TestSupport", "Torch", "Tracking",
        "Training",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "BaselinesTests",
      dependencies: [
        "Architectures", "Baselines", "Datasets", "Search", "TestSupport", "Torch", "Tracking",
        "Training",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ADWPNASTests",
      dependencies: [
        "ADWPNAS", "Architectures", "Datasets", "Search", "TestSupport", "Torch", "Tracking",
        "Training",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets"], swiftSettings: swiftSettings),
    .testTarget(
      name: "nasTests",
      dependencies: [
        "Architectures", "Datasets", "HMNAS", "Images", "Inference", "PythonSupport", "TestSupport",
        "Tracking", "Training", "nas",
      ],
      exclude: ["classify_files.py", "evaluate_exports.py"], swiftSettings: swiftSettings),
  ],
  cxxLanguageStandard: .cxx20
)

// The sanitizers build only what they look at: see scripts/sanitize.
if Context.environment["SWIFT_NAS_SANITIZE"] != nil {
  let wanted = [
    "Architectures", "CArchive", "CImageLibraries", "CImages", "CTestSupport", "CTorch", "Datasets",
    "Files", "Images", "ImagesTests", "TestSupport", "Torch", "TorchTests", "Tracking", "Training",
  ]
  package.targets.removeAll { !wanted.contains($0.name) }
  package.products = []
}

// What needs no libtorch is tested where there is none: see scripts/test-pure.
if Context.environment["SWIFT_NAS_PURE"] != nil {
  let wanted = [
    "Architectures", "ArchitecturesTests", "CArchive", "CImageLibraries", "CImages", "Dashboard",
    "DashboardTests", "Datasets", "Export", "ExportTests", "Files", "FilesTests", "Images",
    "ImagesTests", "Inference", "InferenceTests", "PythonSupport", "Records", "RecordsTests",
    "TensorBoard",
    "TensorBoardTests", "Tracking", "TrackingTests",
  ]
  package.targets.removeAll { !wanted.contains($0.name) }
  package.products.removeAll { ["nas", "Search", "Torch"].contains($0.name) }
}

// The program that libFuzzer drives has no meaning without it: scripts/fuzz alone builds it.
if Context.environment["SWIFT_NAS_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Fuzzing/CFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["CFuzzer", "FuzzTargets"], path: "Fuzzing/Program",
      swiftSettings: swiftSettings),
  ]
}
