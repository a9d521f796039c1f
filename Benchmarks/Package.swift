// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let package = Package(
  name: "assay-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "assay", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // A link to the tests' support: the fuzzer of the suite is the fuzzer of the benchmarks.
    .target(
      name: "AssayTestSupport",
      dependencies: [.product(name: "AssayCore", package: "assay")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      ]),
    .executableTarget(
      name: "assay-benchmarks",
      dependencies: [
        "AssayTestSupport",
        .product(name: "AssayCore", package: "assay"),
        .product(name: "AssayStatistics", package: "assay"),
        .product(name: "AssayTensor", package: "assay"),
        .product(name: "AssayText", package: "assay"),
        .product(name: "AssayModels", package: "assay"),
        .product(name: "AssayTraining", package: "assay"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
