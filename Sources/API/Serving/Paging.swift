package import Application
package import HTTPServer
package import JSON
package import Ledger

/// How much of a list is wanted, and from where.
package struct Paging<Cursor: Sendable>: Sendable {
  package let limit: Int
  /// nil for the newest.
  package let cursor: Cursor?
}

extension QueryReader {
  /// `limit` and `cursor` of a list whose cursors are ids of its members.
  package mutating func paging<Entity>(
    by entity: Entity.Type
  ) -> Paging<Identifier<Entity>> {
    paging { Identifier<Entity>(text: $0) }
  }

  /// `limit` and `cursor` of a walk along an account.
  package mutating func walking() -> Paging<WalkCursor> { paging { WalkCursor(text: $0) } }

  private mutating func paging<Cursor>(_ parse: (String) -> Cursor?) -> Paging<Cursor> {
    Paging(
      limit: integer("limit", 1...100) ?? 20,
      cursor: parsed("cursor", expected: "the nextCursor of an earlier answer", parse))
  }
}

extension Problem {
  /// The cursor points at nothing.
  static let unknownCursor = Problem(
    field: "cursor", .malformed, "cursor must be the nextCursor of an earlier answer.")
}

extension HTTPResponse {
  /// A list: `data` and `nextCursor`.
  package static func list<Items: Sequence>(
    _ items: Items, next: String?, _ write: (inout ObjectWriter, Items.Element) -> Void
  ) -> HTTPResponse {
    object { object in
      object.objects("data", items, write)
      object.field("nextCursor", next)
    }
  }

  /// An answer of one object.
  package static func object(
    _ status: Int = 200, _ write: (inout ObjectWriter) -> Void
  ) -> HTTPResponse {
    json(status, JSONWriter.object(capacity: 1_024, write))
  }
}
