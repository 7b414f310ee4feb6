import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money
import Testing

@testable import API

/// The names that the contract lists are those that the code has.
@Suite struct ContractNamesTests {
  /// A list of the contract, and the code's.
  struct List: Sendable, CustomTestStringConvertible {
    let schema: String
    let names: [String]
    var testDescription: String { schema }

    init(_ schema: String, _ names: [String]) {
      self.schema = schema
      self.names = names
    }

    init<Value: WireNamed>(_ schema: String, of type: Value.Type) {
      self.init(schema, Value.allCases.map(\.wireName))
    }
  }

  static let lists = [
    List("KnownCurrency", Currency.all.map(\.code)),
    List("KnownUnit", ["coin"] + Currency.all.map(\.code)),
    List("Gateway", of: GatewayName.self), List("PaymentMethod", of: PaymentMethod.self),
    List("PurchaseStatus", of: PurchaseStatus.self), List("GiftCategory", of: GiftCategory.self),
    List("GiftRarity", of: GiftRarity.self), List("ParkingReason", of: ParkingReason.self),
    List("StreamStatus", of: StreamStatus.self), List("CreatorStatus", of: CreatorStatus.self),
    List(
      "ProblemCode",
      Set(ProblemCode.allCases.map(\.rawValue) + LayerProblem.allCases.map(\.rawValue)).sorted()),
    List("Scope", APIKeyScopes.names.map(\.name)),
    // Lines of the platform's own accounts are on no statement.
    List("LineType", LineKind.allCases.filter { $0 != .counterpart }.map(\.wireName)),
  ]

  @Test(arguments: lists)
  func `the contract lists the names of the code`(list: List) throws {
    let listed = try #require(try Self.enumeration(of: list.schema))
    #expect(listed.sorted() == list.names.sorted())
  }

  /// The values of a schema's `enum`; a schema is one line of JSON, or a line for each word.
  private static func enumeration(of schema: String) throws -> [String]? {
    let lines = ContractFiles.text.split(separator: "\n")
    guard let start = lines.firstIndex(where: { $0.hasPrefix("    \(schema):") }) else {
      return nil
    }
    let own = lines[start...].prefix { $0 == lines[start] || $0.hasPrefix("      ") }
    for line in own {
      guard let found = line.firstRange(of: "enum\": ") ?? line.firstRange(of: "enum: ") else {
        continue
      }
      let rest = line[found.upperBound...].prefix { $0 != "]" } + "]"
      return try JSONValue(parsing: Array(rest.utf8)).arrayValue?.compactMap(\.stringValue)
    }
    return nil
  }
}
