/// Remembers what was used lately, within a bound, at the cost of a dictionary.
///
/// Two generations: when the younger one is full it becomes the older one, and whatever nobody
/// asked for meanwhile is forgotten.
struct GenerationalCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var recent: [Key: Value] = [:]
  private var older: [Key: Value] = [:]
  private var weight = 0
  private let weightMax: Int

  /// A cache whose generations weigh at most `weightMax` each, in the unit of the caller.
  init(weightMax: Int) { self.weightMax = weightMax }

  /// How many values are remembered.
  var count: Int { recent.count + older.count }

  /// The value of a key if it is remembered; asking keeps it.
  mutating func value(for key: Key, weighing: Int) -> Value? {
    if let value = recent[key] { return value }
    guard let value = older.removeValue(forKey: key) else { return nil }
    insert(value, for: key, weighing: weighing)
    return value
  }

  /// Remembers a value.
  mutating func insert(_ value: Value, for key: Key, weighing: Int) {
    if weight + weighing > weightMax {
      older = recent
      recent = [:]
      weight = 0
    }
    if recent.updateValue(value, forKey: key) == nil { weight += weighing }
  }

  /// Forgets everything.
  mutating func removeAll() {
    recent = [:]
    older = [:]
    weight = 0
  }
}
