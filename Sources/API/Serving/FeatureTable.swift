package import HTTPServer
import JSON

/// Every feature: the one list that routes, contract, settings and the page of the API walk.
package enum FeatureTable {
  /// In the order in which people read about them.
  package static let all: [Feature] = [
    .gifts, .tips, .purchases, .packages, .wallets, .earnings, .streams, .creators, .users,
    .settings, .access, .realtime, .demo, .time, .platform,
  ]

  /// The groups of the settings of all features.
  static let settings: [SettingsSection] = all.flatMap(\.settings)

  /// The rows of all features.
  package static let endpoints: [Endpoint] = all.flatMap(\.endpoints)

  /// Words that stand in some address where another has an id, such as `me` in
  /// `/api/creators/me`: a person of that id could not be addressed.
  package static let reservedIDs: Set<String> = {
    let patterns = endpoints.map { $0.pattern.split(separator: "/") }
    var words: Set<String> = []
    for pattern in patterns {
      for place in pattern.indices where pattern[place].hasPrefix(":") {
        for other in patterns where other.count > place && !other[place].hasPrefix(":") {
          if other[..<place] == pattern[..<place] { words.insert(String(other[place])) }
        }
      }
    }
    return words
  }()

  /// All rows as routes.
  package static func routes(in environment: APIEnvironment) -> [Route] {
    all.flatMap { $0.routes(in: environment) }
  }

  /// The table for programs, as `ovation contract --endpoints` prints it.
  ///
  /// `{"data": [{"method", "path", "feature", "audience", "permission", "repetition",
  /// "summary", "isSocket"}]}`; paths are written as in the contract, `/api/gifts/{id}`; permission
  /// is null where none is needed, repetition for what is not a `POST`.
  package static var json: [UInt8] {
    let rows = all.flatMap { feature in feature.lines.map { (feature.name, $0) } }
    return JSONWriter.object { object in
      object.objects("data", rows) { object, row in
        let (feature, line) = row
        object.field("method", line.method)
        object.field("path", line.path)
        object.field("feature", feature)
        object.field("audience", line.callers)
        object.field("permission", line.permission)
        object.field("repetition", line.repetition?.rawValue)
        object.field("summary", line.summary)
        object.field("isSocket", line.isSocket)
      }
    }
  }
}
