// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// The library products of the package above, by name.
func assay(_ names: String...) -> [Target.Dependency] {
  names.map { .product(name: $0, package: "assay") }
}

let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "assay-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "assay", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
  ],
  targets: [
    // A link to the tests' support: the fuzzer of the suite is the fuzzer of the benchmarks.
    .target(name: "AssayTestSupport", dependencies: assay("AssayCore")),
    .executableTarget(
      name: "assay-benchmarks",
      dependencies: ["AssayTestSupport", arguments]
        + assay(
          "AssayCore", "AssayStatistics", "AssayTensor", "AssayText", "AssayModels",
          "AssayTraining")),
    // What needs no tensor library: endpoints, stores and files.
    .executableTarget(
      name: "judging-benchmarks",
      dependencies: [arguments]
        + assay("AssayCore", "AssayData", "AssayGeneration", "AssayJudging", "AssayStore")),
    .executableTarget(
      name: "curation-benchmarks",
      dependencies: [arguments] + assay("AssayCore", "AssayCuration", "AssayData")),
    // The server that both clients talk to, a process of its own.
    .executableTarget(
      name: "loopback-server",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}
