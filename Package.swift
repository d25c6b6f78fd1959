// swift-tools-version: 6.2
import Foundation
import PackageDescription

// libtorch is not in apt in a usable version, so its folder is named here: LIBTORCH, or where deploy/setup puts it.
// An empty variable counts as not set, as in deploy/setup.
let libtorchSetting = Context.environment["LIBTORCH"] ?? ""
let libtorch = libtorchSetting.isEmpty ? "\(Context.packageDirectory)/.libtorch" : libtorchSetting
if !FileManager.default.fileExists(atPath: "\(libtorch)/include/ATen/ATen.h") {
    FileHandle.standardError.write(
        Data("descry: no libtorch in \(libtorch): run deploy/setup, or set LIBTORCH to a libtorch 2.13\n".utf8))
}

/// Where the program looks for libtorch: deploy/package makes a folder that may be put anywhere, with libtorch in it.
let libtorchAtRunTime =
    Context.environment["DESCRY_RELOCATABLE"] == "1" ? "$ORIGIN/../lib/descry" : "\(libtorch)/lib"

/// deploy/test builds with DESCRY_WARNINGS=error; a flag of the command line would meet the dependencies' own ones.
let warnings: [SwiftSetting] =
    Context.environment["DESCRY_WARNINGS"] == "error" ? [.treatAllWarnings(as: .error)] : []
let swiftSettings: [SwiftSetting] =
    warnings + [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
/// For the modules that touch C: every unsafe use is marked where it stands.
let borderSettings = swiftSettings + [.strictMemorySafety()]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// A module without unsafe code.
func safeModule(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: borderSettings)
}

func border(_ name: String, _ cModule: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: [.init(stringLiteral: cModule)] + dependencies, swiftSettings: borderSettings)
}

func tests(_ module: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(module)Tests", dependencies: [.init(stringLiteral: module)] + dependencies,
        swiftSettings: swiftSettings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// Tests/Fuzzing/run sets this: one program per input, which only its compiler flags make a fuzzer.
let fuzzed: [(name: String, modules: [Target.Dependency])] =
    Context.environment["DESCRY_FUZZING"] != "1"
    ? []
    : [
        ("CachedValues", ["Ranking", "Search"]), ("FastCGIRequest", ["FastCGI"]), ("FastCGIServer", ["FastCGI"]),
        ("JPEGDecoding", ["JPEG"]), ("ModelConfiguration", ["CLIP"]),
        ("PixabayAnswer", ["ImageSources", "HTTPClient", "Search", httpTypes]), ("QueryString", ["Search", "Server"]),
        ("SafetensorsHeader", ["Torch"]), ("TokenizerFiles", ["CLIP"]), ("TokenizerInput", ["CLIP"]),
    ]
let fuzzing: [Target] =
    fuzzed.isEmpty
    ? []
    : [
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzzing/CFuzzer"),
        .target(name: "FuzzingDriver", dependencies: ["CFuzzer"], path: "Tests/Fuzzing/Driver"),
    ]
        + fuzzed.map { input in
            .executableTarget(
                name: "Fuzz\(input.name)", dependencies: input.modules + ["FuzzingDriver"],
                path: "Tests/Fuzzing/\(input.name)")
        }

let package = Package(
    name: "descry",
    products: [.executable(name: "descry", targets: ["descry"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    ],
    targets: [
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "CRanking"),
        .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(
            name: "CTorch",
            cxxSettings: [
                .unsafeFlags([
                    "-isystem", "\(libtorch)/include",
                    "-isystem", "\(libtorch)/include/torch/csrc/api/include",
                ])
            ],
            linkerSettings: [
                .unsafeFlags(["-L\(libtorch)/lib", "-Xlinker", "-rpath", "-Xlinker", libtorchAtRunTime]),
                .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
            ]),

        safeModule("ProgramVersion"),
        safeModule("Threads"),
        module("Formats", ["Threads"]),
        border("FastCGI", "CLinux", ["Files", "Formats", "Threads", deque]),
        border("Redis", "CHiredis", ["Formats", "Threads", "Tracing"]),
        border("Digest", "CCrypto"),
        border("Certificate", "CCrypto"),
        border("Processes", "CLinux", ["Files", "Threads"]),
        border("HTTPClient", "CCurl", ["Digest", "Formats", "ProgramVersion", "Tracing", httpTypes]),
        border("JPEG", "CJPEG", ["Files"]),
        .target(name: "Files", dependencies: ["Formats"], swiftSettings: borderSettings),
        safeModule("Tracing", ["Files", "Formats"]),
        border("Torch", "CTorch", ["Files"]),
        module("CLIP", ["Torch", "JPEG", "Files", "Formats", "Threads", heap]),
        border("Ranking", "CRanking"),
        safeModule("Search", ["Formats", "Ranking", "Threads", "Tracing"]),
        safeModule(
            "ImageSources", ["Threads", "Search", "HTTPClient", "Digest", "Files", "Formats", "JPEG", httpTypes]),
        module(
            "Encoding", ["CLIP", "Formats", "JPEG", "Ranking", "Search", "Threads", "Torch", "Tracing", deque]),
        safeModule("Evaluation", ["Files", "Formats", "ImageSources", "JPEG", "Search"]),
        safeModule("ModelHub", ["CLIP", "Digest", "Files", "Formats", "HTTPClient"]),
        safeModule(
            "Benchmarking",
            ["CLIP", "Files", "Formats", "HTTPClient", "Ranking", "Search", "Threads", "Torch", httpTypes]),
        module(
            "Server",
            ["FastCGI", "Formats", "Processes", "ProgramVersion", "Search", "Threads", "Tracing", logging]),
        safeModule("Supervision", ["FastCGI", "Files", "Processes", "Threads", logging]),
        safeModule("PictureFiles", ["Files", "Formats", "JPEG", "Ranking", "Search", "Threads"]),
        safeModule("SharedCache", ["Digest", "Files", "Formats", "ImageSources", "Redis", "Search", "Threads"]),
        safeModule(
            "Diagnostics",
            ["CLIP", "Certificate", "Encoding", "FastCGI", "Files", "Formats", "Redis", "Search", "Threads", "Torch"]),
        .executableTarget(
            name: "descry",
            dependencies: [
                "Benchmarking", "CLIP", "Diagnostics", "Digest", "Encoding", "Evaluation", "FastCGI", "Files",
                "Formats", "HTTPClient", "ImageSources", "JPEG", "ModelHub", "PictureFiles", "Processes",
                "ProgramVersion", "Ranking", "Redis", "Search", "Server", "SharedCache", "Supervision", "Threads",
                "Torch", "Tracing", argumentParser, logging,
            ],
            swiftSettings: borderSettings),

        tests("FastCGI", ["TestSupport"]),
        tests("Redis", ["TestSupport"]),
        tests("Digest", ["Formats"]),
        tests("Certificate", ["TestSupport"]),
        tests("Processes", ["TestSupport"]),
        tests("Files", ["TestSupport"]),
        tests("Tracing", ["Files", "TestSupport", "Threads"]),
        tests("HTTPClient", ["Digest", "Formats", "ProgramVersion", "TestSupport", httpTypes]),
        tests("JPEG", ["TestSupport"]),
        tests("Torch", ["TestSupport"]),
        tests("CLIP", ["Digest", "Formats", "JPEG", "Torch", "TestSupport"]),
        tests("Threads", ["TestSupport"]),
        tests("Ranking", ["TestSupport"]),
        tests("Search", ["Ranking", "TestSupport", "Threads"]),
        tests("ImageSources", ["Files", "Formats", "Search", "HTTPClient", "TestSupport", "Threads"]),
        tests("Formats"),
        tests("Encoding", ["Search", "Threads", "Torch"]),
        tests("Server", ["FastCGI", "Formats", "Ranking", "Search", "TestSupport", "Threads"]),
        tests("Evaluation", ["Files", "TestSupport"]),
        tests("ModelHub", ["Files", "TestSupport"]),
        tests("Supervision", ["FastCGI", "Processes"]),
        tests("PictureFiles", ["Files", "Formats", "Ranking", "Search", "TestSupport"]),
        tests("SharedCache", ["Files", "Formats", "Ranking", "Redis", "Search", "TestSupport", "Threads"]),
        tests("Diagnostics", ["FastCGI", "Files", "Formats", "Redis", "Search", "TestSupport", "Threads"]),
        tests("Benchmarking", ["Files", "Formats", "HTTPClient", "Server"]),
        tests(
            "descry",
            ["CLIP", "Files", "Redis", "Supervision", "TestSupport", argumentParser]),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "descry", "FastCGI", "Formats", "JPEG", "ProgramVersion", "Ranking", "Redis", "Search", "SharedCache",
                "TestSupport", "Threads",
            ],
            swiftSettings: swiftSettings),
        .target(
            name: "TestSupport", dependencies: ["Formats", "HTTPClient", "Ranking"], path: "Tests/TestSupport",
            swiftSettings: swiftSettings),
    ] + fuzzing,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)

// A container image is built from the sources alone (deploy/docker/Dockerfile).
if !FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests") {
    package.targets.removeAll { $0.type == .test || $0.path?.hasPrefix("Tests/") == true }
}
