package import JSON
package import Monetization

extension ObjectWriter {
  /// Writes metadata as an object of texts in the order of their keys; nil becomes `null`.
  package mutating func field(_ name: String, _ metadata: Metadata?) {
    guard let metadata else { return null(name) }
    object(name) { object in
      for pair in metadata.pairs { object.field(pair.key, pair.value) }
    }
  }
}
