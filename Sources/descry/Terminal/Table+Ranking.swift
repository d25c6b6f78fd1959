import Formats
import Foundation
import Search

extension Table {
    /// Ranked pictures, the best first.
    ///
    /// - Parameter cells: what to show of a picture, in the order of the columns.
    init(ranking: [RankedPicture], columns: [String], cells: (Picture) -> [String]) {
        self.init(["", "score", "probability"] + columns, alignRight: [0, 1, 2])
        for (index, ranked) in ranking.enumerated() {
            let figures = [String(format: "%.3f", ranked.score), String(format: "%.1f %%", 100 * ranked.probability)]
            add([String(index + 1)] + figures + cells(ranked.picture))
        }
    }
}
