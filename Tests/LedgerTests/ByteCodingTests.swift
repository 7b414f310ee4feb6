import Ledger
import TestKit
import Testing

@Suite struct ByteCodingTests {
  @Test func `integers of every size are read back`() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    var (signed, unsigned): ([Int64], [UInt64]) = ([.min, .max, 0, -1], [0, 127, 128, .max])
    for _ in 0..<10_000 {
      signed.append(random.anySize())
      unsigned.append(random.next() >> UInt64(random.below(64)))
    }
    var writer = ByteWriter()
    for number in signed { writer.write(number) }
    for number in unsigned { writer.write(number) }
    var reader = ByteReader(writer.bytes)
    for number in signed { #expect(try reader.integer() == number, "seed \(seed)") }
    for number in unsigned { #expect(try reader.unsigned() == number, "seed \(seed)") }
    #expect(reader.isAtEnd)
  }

  @Test func `texts, flags and absent values are read back`() throws {
    var writer = ByteWriter(reserving: 64)
    writer.write("naïve 👩‍👩‍👧 \u{0}")
    writer.write(nil as String?)
    writer.write("" as String?)
    writer.write(nil as Int64?)
    writer.write(-5 as Int64?)
    writer.write(true)
    writer.write(UInt8(200))
    writer.writeRaw([1, 2, 3])
    var reader = ByteReader(writer.bytes)
    #expect(try reader.text() == "naïve 👩‍👩‍👧 \u{0}")
    #expect(try reader.optionalText() == nil)
    #expect(try reader.optionalText() == "")
    #expect(try reader.optionalInteger() == nil)
    #expect(try reader.optionalInteger() == -5)
    #expect(try reader.bool())
    #expect(try reader.byte() == 200)
    #expect(try Array(reader.raw(3)) == [1, 2, 3])
    #expect(reader.isAtEnd)
    writer.removeAll()
    #expect(writer.bytes.isEmpty)
  }

  @Test(
    arguments: [
      ([0x80], .truncated),
      ([0x80, 0x00], .malformed),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02], .malformed),
      ([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], .malformed),
      ([], .truncated),
    ] as [([UInt8], DecodingFault)])
  func `an integer has one form only`(bytes: [UInt8], fault: DecodingFault) {
    #expect(throws: fault) {
      var reader = ByteReader(bytes)
      return try reader.unsigned()
    }
  }

  @Test func `an integer that does not fit is malformed`() {
    var writer = ByteWriter()
    writer.write(Int64(Int32.max) + 1)
    let bytes = writer.bytes
    #expect(throws: DecodingFault.malformed) {
      var reader = ByteReader(bytes)
      return try reader.integer(as: Int32.self)
    }
  }

  @Test(
    arguments: [
      ([2, 0xC3, 0x28], .malformed), ([1], .truncated), ([2, 65], .truncated),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .truncated),
    ] as [([UInt8], DecodingFault)])
  func `a text is UTF-8 of its length`(bytes: [UInt8], fault: DecodingFault) {
    #expect(throws: fault) {
      var reader = ByteReader(bytes)
      return try reader.text()
    }
  }

  @Test func `a flag is nothing or one`() {
    #expect(throws: DecodingFault.malformed) {
      var reader = ByteReader([2])
      return try reader.bool()
    }
  }

  @Test(arguments: [-1, 4, .max, .min])
  func `no more bytes are read than there are`(count: Int) {
    #expect(throws: DecodingFault.truncated) {
      var reader = ByteReader([1, 2, 3])
      return try Array(reader.raw(count))
    }
  }

  @Test func `words are read back and never from fewer than eight bytes`() throws {
    var writer = ByteWriter()
    writer.write(UInt8(9))
    for word in [0, 1, 0x0102_0304_0506_0708, .max] as [UInt64] { writer.write(word: word) }
    #expect(writer.bytes[17..<25] == [8, 7, 6, 5, 4, 3, 2, 1])
    var reader = ByteReader(writer.bytes, from: 1)
    for word in [0, 1, 0x0102_0304_0506_0708, .max] as [UInt64] {
      #expect(try reader.word() == word)
    }
    #expect(reader.isAtEnd)
    for offset in [33, 34, 26] {
      var short = ByteReader(writer.bytes, from: offset)
      #expect(throws: DecodingFault.truncated) { try short.word() }
    }
  }

  @Test func `a reader may begin within the bytes, or beyond them`() throws {
    var within = ByteReader([9, 9, 1], from: 2)
    #expect(try within.byte() == 1)
    #expect(within.position == 3)
    var beyond = ByteReader([1], from: 5)
    #expect(throws: DecodingFault.truncated) { try beyond.text() }
    #expect(throws: DecodingFault.truncated) { try beyond.byte() }
  }

  @Test func `noise never traps`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    for _ in 0..<5_000 {
      let bytes = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      var reader = ByteReader(bytes)
      _ = try? Transaction(from: &reader)
      reader = ByteReader(bytes)
      _ = try? Posting(from: &reader)
      reader = ByteReader(bytes)
      _ = try? reader.text()
      #expect(reader.position <= bytes.count, "seed \(seed)")
    }
  }

  @Test func `hashes are read back and nothing else is a hash`() throws {
    let bytes = (0..<32).map { UInt8($0) }
    #expect(ChainHash(bytes: bytes)?.bytes == bytes)
    #expect(ChainHash(bytes: bytes.dropLast()) == nil)
    #expect(ChainHash(bytes: bytes + [0]) == nil)
    #expect(ChainHash(bytes: [UInt8](repeating: 0, count: 32)) == .genesis)
  }
}
