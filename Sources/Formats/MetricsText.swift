/// A parser of a server's `/metrics` (Prometheus' text exposition format 0.0.4).
public struct MetricsText {
    public struct Sample {
        let name: Substring
        public let labels: [Substring: String]
        public let value: Double
    }

    let samples: [Sample]

    /// Lines that are no samples are ignored.
    public init(_ text: String) { samples = text.split(separator: "\n").compactMap(Self.sample) }

    /// The sum of a metric's samples that have these labels; nil if there is none.
    public func value(_ name: String, _ labels: [Substring: String] = [:]) -> Double? {
        let values = all(name, labels).map(\.value)
        return values.isEmpty ? nil : values.reduce(0, +)
    }

    public func all(_ name: String, _ labels: [Substring: String] = [:]) -> [Sample] {
        samples.filter { sample in sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value } }
    }

    /// How many observations of a histogram were at most each bound, by the bound, of all its samples with these
    /// labels.
    public func buckets(_ name: String, _ labels: [Substring: String] = [:]) -> [(bound: Double, count: Double)] {
        var counts: [Double: Double] = [:]
        for sample in all("\(name)_bucket", labels) {
            guard let bound = sample.labels["le"].flatMap(Self.number) else { continue }
            counts[bound, default: 0] += sample.value
        }
        return counts.map { (bound: $0.key, count: $0.value) }.sorted { $0.bound < $1.bound }
    }

    private static func sample(_ line: Substring) -> Sample? {
        guard !line.hasPrefix("#"), let space = line.lastIndex(of: " "),
            let value = number(line[line.index(after: space)...])
        else { return nil }
        let series = line[..<space]
        guard let brace = series.firstIndex(of: "{") else { return Sample(name: series, labels: [:], value: value) }
        var labels: [Substring: String] = [:]
        for match in series[brace...].matches(of: /([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\.)*)"/) {
            labels[match.1] = String(match.2)
        }
        return Sample(name: series[..<brace], labels: labels, value: value)
    }

    private static func number(_ text: some StringProtocol) -> Double? {
        text == "+Inf" ? .infinity : Double(text)
    }
}
