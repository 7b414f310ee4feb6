import Testing

@testable import API

@Suite struct GenerationalCacheTests {
  @Test func `what is asked for stays and the rest goes`() {
    var cache = GenerationalCache<Int, String>(weightMax: 10)
    cache.insert("kept", for: 0, weighing: 1)
    for number in 1...100 {
      cache.insert("other", for: number, weighing: 1)
      #expect(cache.value(for: 0, weighing: 1) == "kept")
      #expect(cache.count <= 21)
    }
    #expect(cache.value(for: 1, weighing: 1) == nil)
    #expect(cache.value(for: 100, weighing: 1) == "other")
  }

  @Test func `heavy values push more out`() {
    var cache = GenerationalCache<Int, String>(weightMax: 10)
    for number in 0..<5 { cache.insert("light", for: number, weighing: 1) }
    cache.insert("heavy", for: 5, weighing: 10)
    cache.insert("heavy", for: 6, weighing: 10)
    #expect(cache.count == 2)
  }

  @Test func `nothing is left after forgetting`() {
    var cache = GenerationalCache<Int, String>(weightMax: 10)
    for number in 0..<15 { cache.insert("value", for: number, weighing: 1) }
    cache.removeAll()
    #expect(cache.count == 0)
    #expect(cache.value(for: 14, weighing: 1) == nil)
  }
}
