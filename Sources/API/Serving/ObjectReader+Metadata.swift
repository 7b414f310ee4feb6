package import JSON
package import Monetization

extension ObjectReader {
  /// Metadata that may be absent: an object of texts; nil also for an empty one.
  ///
  /// A fault of one pair is noted under the pair's own name, such as `metadata.order`.
  package mutating func metadata(_ name: String) -> Metadata? {
    let pairs = optionalObject(name) { $0.metadataPairs(within: name) } ?? []
    guard pairs.count <= Metadata.countMax else {
      note(name, .tooMany, "\(name) must have at most \(Metadata.countMax) texts.")
      return nil
    }
    guard Metadata.bytes(of: pairs) <= Metadata.bytesMax else {
      note(
        name, .tooLong,
        "\(name) must have at most \(Metadata.bytesMax) bytes, keys and texts together.")
      return nil
    }
    return Metadata(pairs)
  }

  private mutating func metadataPairs(within name: String) -> [Metadata.Pair] {
    remaining().map { member in
      let pair = Metadata.Pair(member.name, member.value.stringValue ?? "")
      // Cut like a field that nobody knows: a key may be as long as the body.
      let key = String(String.UnicodeScalarView(member.name.unicodeScalars.prefix(64)))
      if member.value.stringValue == nil {
        note(key, .wrongType, "\(name).\(key) must be a text in quotation marks.")
      } else if let fault = Metadata.fault(of: pair) {
        note(key, fault.code, fault.message(of: key, in: name))
      }
      return pair
    }
  }
}

extension Metadata.PairFault {
  fileprivate var code: FieldFault.Code {
    switch self {
    case .keyEmpty: .tooShort
    case .keyTooLong, .valueTooLong: .tooLong
    case .controlCharacter: .controlCharacter
    }
  }

  /// What would be right, a sentence for people.
  fileprivate func message(of key: String, in name: String) -> String {
    switch self {
    case .keyEmpty: "Each key in \(name) must have at least 1 character."
    case .keyTooLong: "\(name).\(key) must have a key of at most \(Metadata.keyBytesMax) bytes."
    case .valueTooLong: "\(name).\(key) must have at most \(Metadata.valueBytesMax) bytes."
    case .controlCharacter: "\(name).\(key) must not hold control characters."
    }
  }
}
