// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let package = Package(
  name: "assay",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "assay", targets: ["assay"]),
    .library(name: "AssayCore", targets: ["AssayCore"]),
    .library(name: "AssayStatistics", targets: ["AssayStatistics"]),
    .library(name: "AssayStore", targets: ["AssayStore"]),
    .library(name: "AssayData", targets: ["AssayData"]),
    .library(name: "AssayGeneration", targets: ["AssayGeneration"]),
    .library(name: "AssayHub", targets: ["AssayHub"]),
    .library(name: "AssayJudging", targets: ["AssayJudging"]),
    .library(name: "AssayBench", targets: ["AssayBench"]),
    .library(name: "AssayTensor", targets: ["AssayTensor"]),
    .library(name: "AssayText", targets: ["AssayText"]),
    .library(name: "AssayModels", targets: ["AssayModels"]),
    .library(name: "AssayTraining", targets: ["AssayTraining"]),
    .library(name: "AssayCuration", targets: ["AssayCuration"]),
    .library(name: "AssayReport", targets: ["AssayReport"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
  ],
  targets: [
    // Floor 0: vocabulary and numbers. Nothing but the standard library and Foundation.
    // A program that imports nothing else would not find the C library's rounding functions.
    .target(
      name: "AssayCore", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(
      name: "AssayStatistics", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),

    // Floor 1: the outside world, each kind behind one door.
    .target(
      name: "AssayData",
      dependencies: [
        "AssayCore", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftCSV", package: "SwiftCSV"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "AssayStore",
      dependencies: [
        "AssayCore", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "AssayGeneration",
      dependencies: [
        "AssayCore", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "AssayHub",
      dependencies: [
        "AssayCore", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .target(name: "AssayText", dependencies: ["AssayCore"]),
    .target(name: "CTorch"),
    .target(name: "CFixedPoint"),
    .target(name: "AssayTensor", dependencies: ["AssayCore", "CTorch"]),

    // Floor 2: a judge, and the models that can be one.
    .target(
      name: "AssayJudging",
      dependencies: ["AssayCore", "AssayStore", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "AssayModels",
      dependencies: ["AssayCore", "AssayText", "AssayTensor"],
      resources: [.copy("Resources/assay-mini"), .copy("Resources/assay-mini-start")]),

    // Floor 3: measuring judges and making them.
    .target(
      name: "AssayBench",
      dependencies: ["AssayCore", "AssayStatistics", "AssayData", "AssayJudging"]),
    .target(
      name: "AssayTraining",
      dependencies: [
        "AssayCore", "AssayStatistics", "AssayData", "AssayText", "AssayTensor", "AssayModels",
        "AssayJudging",
      ]),

    .target(
      name: "AssayCuration",
      dependencies: [
        "AssayCore", "AssayStatistics", "AssayData", "AssayJudging", "CFixedPoint",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // Floor 4: what people read.
    .target(
      name: "AssayReport",
      dependencies: [
        "AssayCore", "AssayStatistics", "AssayJudging", "AssayBench", "AssayCuration",
        "AssayTraining", .product(name: "Mustache", package: "swift-mustache"),
      ]),

    // Floor 5: the command line.
    .executableTarget(
      name: "assay",
      dependencies: [
        "AssayCore", "AssayStatistics", "AssayData", "AssayText", "AssayTensor", "AssayModels",
        "AssayJudging", "AssayBench", "AssayCuration", "AssayTraining", "AssayReport", "AssayStore",
        "AssayHub",
        "AssayGeneration", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tiny programs that show the library in use; the tests run them.
    .executableTarget(
      name: "ReadVerdicts", dependencies: ["AssayCore"], path: "Examples/ReadVerdicts"),
    .executableTarget(
      name: "CompareJudges", dependencies: ["AssayStatistics"], path: "Examples/CompareJudges"),
    .executableTarget(
      name: "MeasureRecording", dependencies: ["AssayBench", "AssayCore", "AssayJudging"],
      path: "Examples/MeasureRecording"),
    .executableTarget(
      name: "JudgeOffline",
      dependencies: ["AssayCore", "AssayData", "AssayJudging", "AssayModels", "AssayTensor"],
      path: "Examples/JudgeOffline"),

    // Test doubles, law checkers and the way to the shared data.
    .target(
      name: "AssayTestSupport",
      dependencies: ["AssayCore"],
      path: "Tests/AssayTestSupport"),
    // A real HTTP server that fails as servers do.
    .target(
      name: "AssayFaultServer",
      dependencies: [
        "AssayCore", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "Tests/AssayFaultServer"),
    // A Hugging Face hub on loopback, and a program that serves one to other programs.
    .target(
      name: "AssayHubServer",
      dependencies: [
        "AssayCore", "AssayFaultServer", .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Tests/AssayHubServer"),
    .executableTarget(
      name: "HubLoopback", dependencies: ["AssayHubServer"], path: "Tests/HubLoopback"),

    .testTarget(
      name: "AssayBenchTests",
      dependencies: [
        "AssayBench", "AssayCore", "AssayData", "AssayJudging", "AssayTestSupport",
      ]),
    .testTarget(name: "AssayCoreTests", dependencies: ["AssayCore", "AssayTestSupport"]),
    .testTarget(
      name: "AssayCurationTests",
      dependencies: [
        "AssayCore", "AssayCuration", "AssayData", "AssayJudging", "AssayTestSupport",
        "CFixedPoint",
      ]),
    .testTarget(
      name: "AssayDataTests",
      dependencies: [
        "AssayCore", "AssayData", "AssayTestSupport",
      ]),
    .testTarget(
      name: "AssayGenerationTests",
      dependencies: ["AssayCore", "AssayFaultServer", "AssayGeneration", "AssayTestSupport"]),
    .testTarget(
      name: "AssayHubTests",
      dependencies: [
        "AssayCore", "AssayFaultServer", "AssayHub", "AssayHubServer", "AssayTestSupport",
      ]),
    .testTarget(
      name: "AssayJudgingTests",
      dependencies: [
        "AssayCore", "AssayJudging", "AssayStore", "AssayTestSupport",
      ]),
    .testTarget(
      name: "AssayModelsTests",
      dependencies: [
        "AssayCore", "AssayModels", "AssayTensor", "AssayText", "AssayTestSupport",
      ]),
    .testTarget(
      name: "AssayReportTests",
      dependencies: [
        "AssayBench", "AssayCore", "AssayJudging", "AssayReport", "AssayTestSupport",
      ]),
    .testTarget(
      name: "AssayStatisticsTests",
      dependencies: [
        "AssayStatistics", "AssayTestSupport",
      ]),
    // A program that the tests kill in the middle of its writing.
    .executableTarget(
      name: "CrashWriter", dependencies: ["AssayCore", "AssayStore"], path: "Tests/CrashWriter"),
    .testTarget(
      name: "AssayStoreTests",
      dependencies: [
        "AssayCore", "AssayStore", "CrashWriter", "AssayTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "AssayTensorTests",
      dependencies: [
        "AssayCore", "AssayTensor", "CTorch", "AssayTestSupport",
      ]),
    .testTarget(
      name: "AssayTextTests",
      dependencies: [
        "AssayCore", "AssayText", "AssayTestSupport",
      ]),
    .testTarget(
      name: "AssayTrainingTests",
      dependencies: [
        "AssayCore", "AssayData", "AssayModels", "AssayStatistics", "AssayTensor", "AssayText",
        "AssayTraining", "AssayTestSupport",
      ]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "assay", "AssayCore", "AssayData", "AssayFaultServer", "AssayHubServer", "AssayJudging",
        "AssayTestSupport",
      ]),
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        "ReadVerdicts", "CompareJudges", "MeasureRecording", "JudgeOffline", "AssayTestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// One strictness for every Swift target, applied in one place.
for target in package.targets where !["CTorch", "CFixedPoint"].contains(target.name) {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .treatAllWarnings(as: .error),
    ]
}

// The documentation plugin is fetched only where the reference is built (`make docs`).
if Context.environment["ASSAY_DOCUMENTATION"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
