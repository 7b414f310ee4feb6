import CHTTP

/// Parses a request head with http-parser; the only file that uses that library.
///
/// Http-parser accepts requests that other servers read differently, so `HeadRules` checks the same
/// bytes first.
struct HTTPParser {
  private var fields: [ovation_field]

  init(fieldsMax: Int) {
    fields = Array(repeating: ovation_field(), count: fieldsMax)
  }

  /// Reads one whole head, its final empty line included.
  ///
  /// - Throws: `malformedRequest`, `headerFieldsTooLarge`, `targetTooLong`,
  ///   `versionNotSupported` or `expectationFailed`.
  mutating func parse(
    _ bytes: Span<UInt8>, limits: ServerLimits
  ) throws(LayerProblem) -> RequestHead {
    try HeadRules.check(bytes)
    guard HTTPMethod(requestLine: bytes) == nil else { return try read(bytes, limits, nil) }
    // Http-parser knows a list of methods. What is in no list of ours is answered 405 all the same,
    // so the rest of the head is read as it would be for a known one.
    let known = Array("GET".utf8) + bytes.fromFirstSpace
    return try read(known.span, limits, .some(nil))
  }

  /// Reads a head that was checked.
  ///
  /// - Parameters:
  ///   - bytes: The head.
  ///   - limits: How long its parts may be.
  ///   - method: The method, if it is not that of the bytes.
  /// - Returns: The head.
  /// - Throws: As ``parse(_:limits:)``.
  private mutating func read(
    _ bytes: Span<UInt8>, _ limits: ServerLimits, _ method: HTTPMethod??
  ) throws(LayerProblem) -> RequestHead {
    var raw = ovation_head()
    let outcome = unsafe bytes.withUnsafeBufferPointer { bytes in
      // The C function reads `count` bytes and writes at most `fields.count` fields.
      unsafe ovation_parse_head(bytes.baseAddress, bytes.count, &raw, &fields, fields.count)
    }
    switch Int(outcome) {
    case OVATION_HEAD_OK: break
    case OVATION_HEAD_TOO_MANY_FIELDS: throw .headerFieldsTooLarge
    default: throw .malformedRequest
    }
    guard raw.target.count <= limits.targetBytesMax else { throw .targetTooLong }
    guard raw.major == 1, raw.minor <= 1 else { throw .versionNotSupported }
    let head = try RequestHead(
      bytes, method: method ?? HTTPMethod(requestLine: bytes), raw: raw, fields: fields)
    // Http-parser must find the same framing as our own reading of the fields.
    guard head.framing == Framing(raw) else { throw .malformedRequest }
    return head
  }
}

extension Framing {
  fileprivate init(_ raw: ovation_head) {
    if raw.chunked {
      self = .chunked
    } else if raw.has_content_length, raw.content_length > 0 {
      self = .length(raw.content_length)
    } else {
      self = .none
    }
  }
}

extension RequestHead {
  fileprivate init(
    _ bytes: Span<UInt8>, method: HTTPMethod?, raw: ovation_head, fields: [ovation_field]
  ) throws(LayerProblem) {
    var headers = HTTPHeaders()
    headers.reserveCapacity(Int(raw.field_count))
    for index in 0..<Int(raw.field_count) {
      let field = fields[index]
      let name = bytes.lowercasedToken(field.name)
      if let value = bytes.text(field.value) {
        headers.addLowercased(name, value)
      } else {
        headers.addUnreadable(name)
      }
    }
    let start = Int(raw.target.offset)
    let text = bytes.extracting(start..<start + Int(raw.target.count))
    guard let (target, authority) = RequestTarget.read(text, of: method) else {
      throw .malformedRequest
    }
    self.init(method: method, target: target, headers: headers, isVersion11: raw.minor == 1)
    try decideFraming(authority: authority)
  }
}

extension HTTPMethod {
  /// The method at the start of a request line; nil when no route can have it.
  fileprivate init?(requestLine: Span<UInt8>) {
    switch (requestLine[0], requestLine[1]) {
    case (UInt8(ascii: "G"), _) where requestLine.starts(with: "GET "): self = .get
    case (UInt8(ascii: "H"), _) where requestLine.starts(with: "HEAD "): self = .head
    case (UInt8(ascii: "D"), _) where requestLine.starts(with: "DELETE "): self = .delete
    case (UInt8(ascii: "O"), _) where requestLine.starts(with: "OPTIONS "): self = .options
    case (UInt8(ascii: "P"), UInt8(ascii: "O")) where requestLine.starts(with: "POST "):
      self = .post
    case (UInt8(ascii: "P"), UInt8(ascii: "U")) where requestLine.starts(with: "PUT "):
      self = .put
    case (UInt8(ascii: "P"), UInt8(ascii: "A")) where requestLine.starts(with: "PATCH "):
      self = .patch
    default: return nil
    }
  }
}

extension Span<UInt8> {
  /// What follows the method; `HeadRules` has checked that a space is there.
  fileprivate var fromFirstSpace: [UInt8] {
    var rest: [UInt8] = []
    var hasBegun = false
    for index in indices {
      hasBegun = hasBegun || self[index] == 0x20
      if hasBegun { rest.append(self[index]) }
    }
    return rest
  }

  fileprivate func starts(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount {
      // A static string of ASCII letters has its bytes behind `utf8Start`.
      guard unsafe self[index] == text.utf8Start[index] else { return false }
    }
    return true
  }

  /// A field value without blanks at its ends; nil when it is not UTF-8.
  fileprivate func text(_ part: ovation_part) -> String? {
    var start = Int(part.offset)
    var end = start + Int(part.count)
    while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
    while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
    for index in start..<end where self[index] >= 0x80 {
      // Not ASCII: the standard library checks whether it is UTF-8.
      return String(validating: (start..<end).map { self[$0] }, as: UTF8.self)
    }
    return String(copying: self, from: start, upTo: end)
  }

  /// A field name in lower case; `HeadRules` has checked that it is a token.
  fileprivate func lowercasedToken(_ part: ovation_part) -> String {
    let start = Int(part.offset)
    return unsafe String(unsafeUninitializedCapacity: Int(part.count)) { buffer in
      for index in 0..<Int(part.count) {
        let byte = self[start + index]
        // The buffer has the capacity that was asked for.
        unsafe buffer[index] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      }
      return Int(part.count)
    }
  }
}
