public import CLIP
public import Formats
import Foundation
import Threads

/// The encoder benchmark's result for one precision, as text and JSON.
public struct EncoderResult {
    /// The precision's name.
    public let name: String
    public let clip: CLIPModel
    /// The time to load the model.
    let loading: Duration
    public let report: EncoderMeasurement.Report

    public init(name: String, clip: CLIPModel, loading: Duration, report: EncoderMeasurement.Report) {
        (self.name, self.clip, self.loading, self.report) = (name, clip, loading, report)
    }

    /// The bare product's rates, one per batch of pictures.
    private var productRates: [Double] { report.batches.compactMap(\.productRate) }

    /// A line about the product that the shares refer to.
    public var productLine: String {
        guard let slowest = productRates.min(), let fastest = productRates.max() else { return "" }
        let shape = report.productShape
        return String(
            format: "%@: the product [%d, %d] x [%d, %d] in %@ ran at %.0f to %.0f GFLOP/s\n", name,
            shape[0], shape[1], shape[1], shape[2], report.productPrecision.rawValue, slowest / 1e9, fastest / 1e9)
    }

    public var json: JSON {
        [
            "precision": .string(name), "type": .string(clip.precision.rawValue),
            "threads": .integer(report.threads), "load_ms": .milliseconds(loading),
            "gflop_per_picture": .rounded(clip.configuration.operationsPerPicture / 1e9, decimals: 3),
            "product": [
                "shape": .array(report.productShape.map(JSON.integer)),
                "type": .string(report.productPrecision.rawValue),
            ],
            "rows": .array(report.batches.map(\.json)),
        ]
    }
}

extension EncoderMeasurement.BatchResult {
    /// The table's columns from the input on.
    public var cells: [String] {
        let milliseconds = { (duration: Duration?) in
            duration.map { String(format: "%.2f", $0.milliseconds) } ?? ""
        }
        let input =
            switch batch.kind {
            case .picture: "picture"
            case .text: "text, \(tokens) tokens"
            case .search: "a text, then pictures"
            }
        return [
            input, String(batch.count),
            milliseconds(latencies.median), milliseconds(latencies.percentile(90)), String(format: "%.1f", perSecond),
            String(format: "%.0f", rate / 1e9), share.map { String(format: "%.0f %%", 100 * $0) } ?? "",
        ]
    }

    var json: JSON {
        [
            "input": .string(batch.kind.rawValue), "batch": .integer(batch.count), "tokens": .integer(tokens),
            "samples": .integer(latencies.count), "latency": latencies.json,
            "per_second": .rounded(perSecond, decimals: 2), "gflops": .rounded(rate / 1e9, decimals: 1),
            "product_gflops": productRate.map { .rounded($0 / 1e9, decimals: 1) } ?? .null,
            "share_of_product": share.map { .rounded($0, decimals: 3) } ?? .null,
        ]
    }
}
