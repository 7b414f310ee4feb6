import JSON
import Testing

@Suite struct ObjectReaderTests {
  enum Rarity: String, CaseIterable { case common, rare }

  /// What a gift request reads, with a field of every kind.
  struct Body: Equatable {
    var giftId = ""
    var quantity: Int64 = 0
    var message: String?
    var isPublic = false
    var rarity = Rarity.common
    var invitees: [String] = []
    var email: String?
    var prices: [Int64] = []
  }

  static func read(_ text: String) throws -> Body {
    var reader = ObjectReader(try JSONValue(parsing: Array(text.utf8)))
    let body = Body(
      giftId: reader.string("giftId", 1...8),
      quantity: reader.optionalInteger("quantity", 1...999) ?? 1,
      message: reader.optionalString("message", 0...5),
      isPublic: reader.optionalBool("isPublic") ?? true,
      rarity: reader.optionalEnumeration("rarity") ?? .rare,
      invitees: reader.optionalStrings("invitees", count: 1...2, length: 1...3) ?? [],
      email: reader.optionalObject("method") { $0.string("email", 1...9) },
      prices: reader.optionalObjects("prices", count: 0...2) { $0.integer("amount", 0...9) } ?? [])
    try reader.finish()
    return body
  }

  @Test func `reads every field that is there and leaves out what is optional`() throws {
    let full = """
      {"giftId":"rose","quantity":999,"message":"é€😀ab","isPublic":false,"rarity":"common",\
      "invitees":["a","bcd"],"method":{"email":"a@b"},"prices":[{"amount":0},{"amount":9}]}
      """
    let expected = Body(
      giftId: "rose", quantity: 999, message: "é€😀ab", isPublic: false, rarity: .common,
      invitees: ["a", "bcd"], email: "a@b", prices: [0, 9])
    #expect(try Self.read(full) == expected)
    let least = Body(giftId: "rose", quantity: 1, isPublic: true, rarity: .rare)
    #expect(try Self.read(#"{"giftId":"rose"}"#) == least)
    let nulls = """
      {"giftId":"rose","quantity":null,"message":null,"isPublic":null,"rarity":null,\
      "invitees":null,"method":null,"prices":null}
      """
    #expect {
      try Self.read(nulls)
    } throws: { error in
      (error as? FieldFaults)?.faults.map { "\($0.field) \($0.code.rawValue)" } == [
        "quantity wrong_type", "message wrong_type", "isPublic wrong_type", "rarity wrong_type",
        "invitees wrong_type", "method wrong_type", "prices wrong_type",
      ]
    }
  }

  @Test func `null clears a field that may be cleared, and no other`() throws {
    var reader = ObjectReader(.object([.init("a", .null), .init("b", .null)]))
    #expect(reader.nullable("a") { $0.optionalInteger($1, 0...9) } == nil)
    #expect(reader.optionalInteger("b", 0...9) == nil)
    #expect {
      try reader.finish()
    } throws: { error in
      (error as? FieldFaults)?.faults.map(\.field) == ["b"]
    }
  }

  @Test func `broken rules come with the other faults, or alone as what they are`() {
    for (value, areRules) in [(JSONValue.integer(1), true), (.null, false)] {
      var reader = ObjectReader(.object([.init("a", value)]))
      _ = reader.integer("a")
      reader.violate("a", "The rule is another one.")
      #expect {
        try reader.finish()
      } throws: { error in
        let faults = error as? FieldFaults
        return faults?.areRules == areRules && faults?.faults.count == (areRules ? 1 : 2)
      }
    }
  }

  @Test(
    arguments: [
      ("giftId", "null", "giftId", .wrongType),
      ("giftId", "1", "giftId", .wrongType),
      ("giftId", "\"\"", "giftId", .tooShort),
      ("giftId", "\"123456789\"", "giftId", .tooLong),
      ("giftId", #""a\u0000""#, "giftId", .controlCharacter),
      ("giftId", "\"a\u{7F}\"", "giftId", .controlCharacter),
      ("quantity", "0", "quantity", .outOfRange),
      ("quantity", "1000", "quantity", .outOfRange),
      ("quantity", "-1", "quantity", .outOfRange),
      ("quantity", "9223372036854775808", "quantity", .outOfRange),
      ("quantity", "1.0", "quantity", .wrongType),
      ("quantity", "1e2", "quantity", .wrongType),
      ("quantity", "\"1\"", "quantity", .wrongType),
      ("quantity", "true", "quantity", .wrongType),
      ("quantity", "[1]", "quantity", .wrongType),
      ("message", "\"123456\"", "message", .tooLong),
      ("message", "{}", "message", .wrongType),
      ("isPublic", "1", "isPublic", .wrongType),
      ("isPublic", "\"true\"", "isPublic", .wrongType),
      ("rarity", "\"Rare\"", "rarity", .notAllowed),
      ("rarity", "0", "rarity", .wrongType),
      ("invitees", "[]", "invitees", .tooFew),
      ("invitees", "[\"a\",\"b\",\"c\"]", "invitees", .tooMany),
      ("invitees", "\"a\"", "invitees", .wrongType),
      ("invitees", "[\"a\",1]", "invitees[1]", .wrongType),
      ("invitees", "[\"abcd\"]", "invitees[0]", .tooLong),
      ("method", "[]", "method", .wrongType),
      ("method", "{}", "method.email", .missing),
      ("method", "{\"email\":1}", "method.email", .wrongType),
      ("method", "{\"email\":\"a\",\"iban\":1}", "method.iban", .unknownField),
      ("prices", "[1]", "prices[0]", .wrongType),
      ("prices", "[{\"amount\":1},{\"amount\":10}]", "prices[1].amount", .outOfRange),
      ("prices", "{}", "prices", .wrongType),
      ("gift_id", "1", "gift_id", .unknownField),
      ("Quantity", "1", "Quantity", .unknownField),
    ] as [(String, String, String, FieldFault.Code)])
  func `names the field at fault`(name: String, text: String, field: String, code: FieldFault.Code)
  {
    let others = name == "giftId" ? "" : #""giftId":"rose","#
    #expect {
      try Self.read("{\(others)\"\(name)\":\(text)}")
    } throws: { error in
      // A wrong inner object is one fault and what it lacks is another.
      let faults = (error as? FieldFaults)?.faults ?? []
      return faults.first?.field == field && faults.first?.code == code
        && faults.allSatisfy { !$0.message.isEmpty }
    }
  }

  @Test func `reports all faults at once in the order of reading`() {
    let text = #"{"x":1,"quantity":"2","rarity":"epic","method":{"y":1},"z":2}"#
    #expect {
      try Self.read(text)
    } throws: { error in
      (error as? FieldFaults)?.faults.map { "\($0.field) \($0.code.rawValue)" } == [
        "giftId missing", "quantity wrong_type", "rarity not_allowed", "method.email missing",
        "method.y unknown_field", "x unknown_field", "z unknown_field",
      ]
    }
  }

  @Test func `every required kind is missed by name`() {
    var reader = ObjectReader(.object([]))
    #expect(reader.string("text", 1...2).isEmpty)
    #expect(reader.integer("integer", 5...6) == 5)
    #expect(reader.bool("bool") == false)
    #expect(reader.enumeration("choice") == Rarity.common)
    #expect(reader.parsed("id", 1...9, expected: "an id", placeholder: -1) { Int($0) } == -1)
    #expect(reader.object("object") { $0.string("inner", 1...2) }.isEmpty)
    #expect(reader.strings("texts", count: 0...2, length: 1...2).isEmpty)
    #expect(reader.objects("objects", count: 0...2) { $0.bool("a") }.isEmpty)
    #expect(reader.strings("nothing", count: 0...2, length: 1...2).isEmpty)
    #expect {
      try reader.finish()
    } throws: { error in
      (error as? FieldFaults)?.faults.map(\.field) == [
        "text", "integer", "bool", "choice", "id", "object", "texts", "objects", "nothing",
      ] && (error as? FieldFaults)?.faults.allSatisfy { $0.code == .missing } == true
    }
  }

  @Test(arguments: [.null, .array([]), .string("{}"), .integer(1)] as [JSONValue])
  func `a body that is no object is a fault of the body`(value: JSONValue) {
    var reader = ObjectReader(value)
    #expect {
      try reader.finish()
    } throws: { error in
      let fault = (error as? FieldFaults)?.faults.first
      return fault?.field == "" && fault?.code == .wrongType
    }
  }

  @Test func `a text is parsed or malformed`() {
    var reader = ObjectReader(.object([.init("a", .string("7")), .init("b", .string("x"))]))
    #expect(reader.parsed("a", 1...9, expected: "a number", placeholder: 0) { Int($0) } == 7)
    #expect(reader.optionalParsed("b", 1...9, expected: "a number") { Int($0) } == nil)
    #expect {
      try reader.finish()
    } throws: { ($0 as? FieldFaults)?.faults.map(\.code) == [.malformed] }
  }

  @Test func `the rest of a body may be taken as it is`() throws {
    var reader = ObjectReader(
      .object([.init("a", .integer(1)), .init("id", .string("x")), .init("b", .null)]))
    #expect(reader.has("b"))
    #expect(reader.has("c") == false)
    #expect(reader.string("id", 1...9) == "x")
    #expect(reader.remaining() == [.init("a", .integer(1)), .init("b", .null)])
    try reader.finish()
  }

  @Test func `a hostile body gets a bounded answer`() {
    let name = String(repeating: "x", count: 10_000)
    var reader = ObjectReader(.object((0..<5_000).map { .init("\(name)\($0)", .null) }))
    #expect {
      try reader.finish()
    } throws: { error in
      let faults = (error as? FieldFaults)?.faults ?? []
      return faults.count == FieldFaults.countMax && faults.allSatisfy { $0.message.count < 200 }
    }
  }

  @Test func `a route can note a fault of its own`() {
    var reader = ObjectReader(.object([]))
    reader.note("to", .notAllowed, "to must come after from.")
    #expect(
      throws: FieldFaults([
        FieldFault(field: "to", code: .notAllowed, message: "to must come after from.")
      ])
    ) { try reader.finish() }
  }

  @Test(arguments: [(21, FieldFault.Code.tooLong), (20, .tooLong), (5, nil)])
  func `a text with more bytes than its characters can have is too long`(
    count: Int, code: FieldFault.Code?
  ) throws {
    let text = String(repeating: "😀", count: count)
    var found: FieldFault.Code?
    do {
      _ = try Self.read(#"{"giftId":"rose","message":"\#(text)"}"#)
    } catch let faults as FieldFaults {
      found = faults.faults.first?.code
    }
    #expect(found == code)
  }

  @Test func `a name that is a heap of marks is not echoed as a whole`() throws {
    let name = "a" + String(repeating: "\u{301}", count: 20_000)
    do {
      _ = try Self.read(#"{"giftId":"rose","\#(name)":1}"#)
      Issue.record("an unknown field was taken")
    } catch let faults as FieldFaults {
      #expect(faults.faults.count == 1)
      #expect(faults.faults[0].field.unicodeScalars.count == 64)
    }
  }
}
