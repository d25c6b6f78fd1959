public import Formats
import Foundation
public import Search

/// How often the best picture's ``Match`` says whether there is a right one: each sentence is searched in the whole
/// gallery and in the pool of every keyword.
public struct MatchEvaluation {
    /// What a pool holds for a sentence.
    enum Case: CaseIterable {
        case everything, allRight, someRight, noneRight, nearlyRight, nothingNear

        /// For people, and the key in JSON.
        var names: (title: String, key: String) {
            switch self {
            case .everything: ("all pictures", "all_pictures")
            case .allRight: ("a keyword's, with all right ones", "keyword_with_all_right")
            case .someRight: ("a keyword's, with some right ones", "keyword_with_some_right")
            case .noneRight: ("a keyword's, without a right one", "keyword_without_right")
            case .nearlyRight: ("… but with one that lacks one thing", "keyword_with_nearly_right")
            case .nothingNear: ("… and all lack more", "keyword_with_nothing_near")
            }
        }
    }

    private var counts: [Case: [Match: Int]] = [:]

    public init() {}

    /// Adds a sentence's searches; none for a sentence that is meant for one keyword.
    ///
    /// - Parameters:
    ///   - ranking: all pictures with their matches, best first.
    ///   - pools: the names of each keyword's pictures; keywords with the same pictures count once.
    public mutating func add(
        _ judged: RelevanceJudgments.Query, ranking: [(name: String, match: Match?)], pools: Set<Set<String>>
    ) {
        guard judged.query.tag == nil else { return }
        func count(_ kind: Case, in pool: Set<String>?) {
            guard let match = ranking.first(where: { pool?.contains($0.name) ?? true })?.match else { return }
            counts[kind, default: [:]][match, default: 0] += 1
        }
        count(.everything, in: nil)
        for pool in pools {
            let kind: Case =
                judged.relevant.isSubset(of: pool)
                ? .allRight : judged.relevant.isDisjoint(with: pool) ? .noneRight : .someRight
            count(kind, in: pool)
            if kind == .noneRight, !judged.clauses.isEmpty {
                count(judged.holdsNearlyRight(pool) ? .nearlyRight : .nothingNear, in: pool)
            }
        }
    }

    private func total(_ kind: Case) -> Int { counts[kind]?.values.reduce(0, +) ?? 0 }

    private func share(_ match: Match, of kind: Case) -> Double {
        Double(counts[kind]?[match] ?? 0) / Double(max(1, total(kind)))
    }

    /// The shares of each word as a table.
    public var table: String {
        var table = Table(
            ["pictures searched", "searches"] + Match.allCases.map(\.rawValue),
            alignRight: Set(1...Match.allCases.count + 1))
        for kind in Case.allCases where total(kind) > 0 {
            let shares = Match.allCases.map { String(format: "%.3f", share($0, of: kind)) }
            table.add([kind.names.title, String(total(kind))] + shares)
        }
        return table.text
    }

    public var json: JSON {
        .object(
            Case.allCases.filter { total($0) > 0 }.map { kind in
                (
                    kind.names.key,
                    .object(
                        [("searches", .integer(total(kind)))]
                            + Match.allCases.map { ($0.rawValue, .rounded(share($0, of: kind), decimals: 4)) })
                )
            })
    }
}
