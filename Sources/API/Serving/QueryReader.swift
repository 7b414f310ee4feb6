package import HTTPServer
package import JSON

/// Reads the pairs of a query one by one and collects what is wrong with them.
///
/// A pair that nobody asks for is a fault, as a field is in a body: a filter that is misspelt would
/// show everything.
package struct QueryReader: Sendable {
  private let items: [QueryItem]
  private var faults: [FieldFault] = []
  /// Rules that well-formed pairs break together.
  private var violations: [FieldFault] = []
  private var known: Set<String> = []

  /// Reads a request's query.
  ///
  /// - Throws: ``Problem`` with `malformed_request` when it is no form encoding of UTF-8.
  package init(_ request: HTTPRequest) throws(Problem) {
    do throws(QueryFault) {
      items = try request.queryItems
    } catch {
      throw Problem(.malformedRequest, "The query is no form encoding of UTF-8 text.")
    }
  }

  /// Ends the reading.
  ///
  /// - Throws: ``Problem`` with every pair at fault, or with the rule that they break.
  package mutating func finish() throws(Problem) {
    var seen: Set<String> = []
    for item in items where faults.count < FieldFaults.countMax {
      // The client chose the name, which may be long.
      let name = String(String.UnicodeScalarView(item.name.unicodeScalars.prefix(64)))
      if !known.contains(item.name) {
        note(name, .unknownField, "This address has no parameter \"\(name)\".")
      } else if !seen.insert(item.name).inserted {
        note(name, .tooMany, "\(name) must be there once.")
      }
    }
    guard faults.isEmpty, violations.isEmpty else {
      throw Problem(FieldFaults(faults + violations, areRules: faults.isEmpty))
    }
  }

  /// A value that may be absent and that a function reads.
  package mutating func parsed<Value>(
    _ name: String, expected: String, _ parse: (String) -> Value?
  ) -> Value? {
    known.insert(name)
    guard let text = items.first(where: { $0.name == name })?.value else { return nil }
    guard !text.isEmpty, text.utf8.count <= Self.valueBytesMax, let value = parse(text) else {
      note(name, .malformed, "\(name) must be \(expected).")
      return nil
    }
    return value
  }

  /// A text of some length in characters, none of them for control, that may be absent.
  package mutating func text(_ name: String, _ length: ClosedRange<Int>) -> String? {
    let expected = "a text of \(length.lowerBound) to \(length.upperBound) characters"
    return parsed(name, expected: expected) { text in
      let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      return isPlain && length.contains(text.unicodeScalars.count) ? text : nil
    }
  }

  /// An integer within bounds that may be absent.
  package mutating func integer(_ name: String, _ range: ClosedRange<Int>) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return parsed(name, expected: expected) { text in
      Int(text).flatMap { range.contains($0) && String($0) == text ? $0 : nil }
    }
  }

  /// `true` or `false`, which may be absent.
  package mutating func flag(_ name: String) -> Bool? {
    parsed(name, expected: "true or false") { Bool($0) }
  }

  /// Longer than any value that a route reads; nobody parses what is longer.
  private static let valueBytesMax = 512

  /// Notes that a pair has its form and cannot be taken beside the others.
  mutating func refuse(_ name: String, _ message: String) {
    violations.append(FieldFault(field: name, code: .notAllowed, message: message))
  }

  /// Notes a fault that only the route can see.
  package mutating func note(_ name: String, _ code: FieldFault.Code, _ message: String) {
    faults.append(FieldFault(field: name, code: code, message: message))
  }
}

extension APICall {
  /// The pairs of the query, read by a closure; every fault is reported at once.
  ///
  /// - Throws: ``Problem`` with `malformed_request` or `validation_failed`.
  package func query<Value>(
    _ read: (inout QueryReader) -> Value
  ) throws(Problem) -> Value {
    var reader = try QueryReader(request)
    let value = read(&reader)
    try reader.finish()
    return value
  }
}
