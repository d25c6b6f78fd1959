/// One metric with its samples, as Prometheus reads it (text exposition format 0.0.4,
/// https://prometheus.io/docs/instrumenting/exposition_formats/).
public struct MetricFamily {
    public enum Kind: String {
        case counter, gauge, histogram
    }

    public enum Value {
        case integer(Int)
        case number(Double)
        case histogram(Histogram)
    }

    /// A value with its labels.
    public struct Sample {
        var labels: [(name: String, value: String)] = []
        let value: Value

        public init(labels: [(name: String, value: String)] = [], value: Value) {
            (self.labels, self.value) = (labels, value)
        }
    }

    let name: String
    let kind: Kind
    let help: String
    let samples: [Sample]

    public init(_ kind: Kind, _ name: String, _ help: String, _ samples: [Sample]) {
        (self.kind, self.name, self.help, self.samples) = (kind, name, help, samples)
    }

    /// A metric with one value.
    public init(_ kind: Kind, _ name: String, _ help: String, _ value: Double) {
        self.init(kind, name, help, [Sample(value: .number(value))])
    }

    public static func gauge(_ name: String, _ help: String, _ value: Int) -> MetricFamily {
        MetricFamily(.gauge, name, help, Double(value))
    }

    public static func counter(_ name: String, _ help: String, _ value: Int) -> MetricFamily {
        MetricFamily(.counter, name, help, Double(value))
    }

    /// A counter with labels.
    ///
    /// - Parameter counts: the values of the labels, in their order, and the count.
    public init(counter name: String, _ help: String, labels: [String], _ counts: [(values: [String], count: Int)]) {
        let samples = counts.map { values, count in
            Sample(labels: zip(labels, values).map { ($0, $1) }, value: .integer(count))
        }
        self.init(.counter, name, help, samples)
    }

    /// A constant 1 whose labels say something (https://prometheus.io/docs/practices/naming/).
    public init(info name: String, _ help: String, _ labels: [(name: String, value: String)]) {
        self.init(.gauge, name, help, [Sample(labels: labels, value: .integer(1))])
    }

    /// The metric's lines; nothing if it has no samples.
    public var text: String {
        if samples.isEmpty { return "" }
        var lines = ["# HELP \(name) \(help)", "# TYPE \(name) \(kind.rawValue)"]
        for sample in samples {
            switch sample.value {
            case .integer(let value): lines.append(line("", sample.labels, String(value)))
            case .number(let value): lines.append(line("", sample.labels, Self.text(of: value)))
            case .histogram(let histogram):
                for (bound, count) in histogram.cumulativeCounts {
                    lines.append(line("_bucket", sample.labels + [("le", Self.text(of: bound))], String(count)))
                }
                lines.append(line("_sum", sample.labels, Self.text(of: histogram.sum)))
                lines.append(line("_count", sample.labels, String(histogram.count)))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ suffix: String, _ labels: [(name: String, value: String)], _ value: String) -> String {
        let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        return name + suffix + (pairs.isEmpty ? "" : "{\(pairs)}") + " " + value
    }

    private static func text(of value: Double) -> String {
        value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        // Scalars, since a line break may be a part of a character.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
