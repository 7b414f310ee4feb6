import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money
import Synchronization

/// A statement as a file for spreadsheets, read page by page while it is sent.
///
/// The file shows each line as it stands when its page is read; lines never change, and newer ones
/// than the first page has are not in it.
///
/// *Source:* RFC 4180.
final class StatementFile: Sendable {
  /// How many lines are read at a time.
  static let pageLines = 500
  /// The pages whose reading counts for the caller's rate: a long statement must not lock its
  /// owner out.
  private static let chargedPagesMax = 2

  private let call: APICall
  private let user: UserID
  private let state: Mutex<State>
  /// The start of what a file with a limit left out.
  let next: WalkCursor?

  private struct State {
    var query: StatementQuery
    /// Read but not yet sent; nil once it was.
    var page: Statement?
    var pages = 0
  }

  init(_ first: Statement, _ query: StatementQuery, of user: UserID, _ call: APICall) {
    self.call = call
    self.user = user
    next = query.isWhole ? nil : first.next
    state = Mutex(State(query: query, page: first))
  }

  /// The next part of the file; nil at its end.
  func part() async throws -> [UInt8]? {
    let (query, known, pages) = state.withLock { state in
      defer {
        state.page = nil
        state.pages += 1
      }
      return (state.query, state.page, state.pages)
    }
    guard known != nil || (query.isWhole && query.cursor != nil) else { return nil }
    let page: Statement
    if let known {
      page = known
    } else {
      guard let read = try await call.platform.statement(of: user, query) else { return nil }
      page = read
      if pages < Self.chargedPagesMax { call.charge(entries: page.steps) }
    }
    state.withLock { $0.query.cursor = page.next }
    let text = (pages == 0 ? Self.head : "") + page.lines.map { Self.row($0, page.names) }.joined()
    // Nothing on this page passed the filter: the next one may have lines.
    return text.isEmpty ? try await part() : Array(text.utf8)
  }

  /// The byte order mark, without which spreadsheets take UTF-8 for something else, and the names.
  private static let head =
    "\u{FEFF}id,transactionId,type,amount,balanceBefore,balanceAfter,unit,account,description,"
    + "referenceType,referenceId,createdAt,metadata\r\n"

  private static func row(_ line: StatementLine, _ names: Names) -> String {
    let posting = line.posting
    let reference = line.reference(names)
    let cells = [
      line.id, line.transaction.id.text, posting.line.wireName, String(posting.quantity),
      String(posting.balanceBefore), String(posting.after.balance), posting.account.unit.name,
      line.accountName, cell(line.description(names)), reference.type, reference.id,
      line.time.rfc3339, line.metadata.map { cell(text(of: $0)) } ?? "",
    ]
    return cells.joined(separator: ",") + "\r\n"
  }

  /// Metadata as JSON.
  private static func text(of metadata: Metadata) -> String {
    let bytes = JSONWriter.object { object in
      for pair in metadata.pairs { object.field(pair.key, pair.value) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text in quotation marks; one that a spreadsheet would run as a formula gets a mark before.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r\n＝＋－＠".contains($0) } ?? false
    let quoted = text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return "\"" + (isFormula ? "'" : "") + quoted + "\""
  }
}

extension HTTPResponse {
  /// A statement as a file; `Ovation-Next-Cursor` says where one with a limit continues.
  static func csv(_ file: StatementFile) -> HTTPResponse {
    let stream = ResponseStream { try await file.part() }
    var response = HTTPResponse(status: 200, body: .stream(stream))
    response.headers.add("content-type", "text/csv; charset=utf-8")
    response.headers.add("content-disposition", "attachment; filename=\"statement.csv\"")
    if let next = file.next { response.headers.add("ovation-next-cursor", next.text) }
    return response
  }
}
