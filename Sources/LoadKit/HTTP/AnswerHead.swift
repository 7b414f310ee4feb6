/// What the load generator must know of an answer: its status and its length.
///
/// It reads these and nothing else, because it shares the processors with the server it measures.
struct AnswerHead {
  let status: Int
  /// Bytes of head and body together.
  let wholeCount: Int

  /// Reads the head; nil until it is whole.
  init?(_ bytes: [UInt8]) {
    let end: [UInt8] = [13, 10, 13, 10]
    var index = 12
    var headCount: Int?
    while index + 4 <= bytes.count {
      if bytes[index] == 13, bytes[index..<index + 4].elementsEqual(end) {
        headCount = index + 4
        break
      }
      index += 1
    }
    guard let headCount else { return nil }
    let digits = bytes[9..<12].map { Int($0) - 48 }
    status = digits[0] * 100 + digits[1] * 10 + digits[2]
    wholeCount = headCount + Self.length(in: bytes[..<headCount])
  }

  private static func length(in head: ArraySlice<UInt8>) -> Int {
    let name = Array("content-length:".utf8)
    var index = head.startIndex
    while index + name.count < head.endIndex {
      defer { index += 1 }
      guard head[index] | 0x20 == name[0] else { continue }
      let candidate = head[index..<index + name.count]
      guard zip(candidate, name).allSatisfy({ $0 | ($1 == 45 || $1 == 58 ? 0 : 0x20) == $1 })
      else { continue }
      return head[(index + name.count)...].prefix { $0 != 13 }.reduce(0) { value, byte in
        byte >= 48 && byte <= 57 ? value * 10 + Int(byte) - 48 : value
      }
    }
    return 0
  }
}
