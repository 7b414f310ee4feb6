import Application
import HTTPServer
import Ledger
import Money

extension HTTPResponse {
  /// A statement as a file for spreadsheets; `Ovation-Next-Cursor` says where to continue.
  ///
  /// *Source:* RFC 4180.
  static func csv(_ statement: Statement) -> HTTPResponse {
    var text =
      "id,transactionId,type,amount,balanceBefore,balanceAfter,unit,account,description,"
      + "referenceType,referenceId,createdAt\r\n"
    for line in statement.lines { text += row(line, statement.names) }
    var response = HTTPResponse(status: 200, body: .bytes(Array(text.utf8)))
    response.headers.add("content-type", "text/csv; charset=utf-8")
    response.headers.add("content-disposition", "attachment; filename=\"statement.csv\"")
    if let next = statement.next { response.headers.add("ovation-next-cursor", next.text) }
    return response
  }

  private static func row(_ line: StatementLine, _ names: Names) -> String {
    let posting = line.posting
    let reference = line.reference(names)
    let cells = [
      line.id, line.transaction.id.text, posting.line.wireName, String(posting.quantity),
      String(posting.balanceBefore), String(posting.after.balance), posting.account.unit.name,
      line.accountName, cell(line.description(names)), reference.type, reference.id,
      line.time.rfc3339,
    ]
    return cells.joined(separator: ",") + "\r\n"
  }

  /// A text in quotation marks; one that a spreadsheet would run as a formula gets a mark before.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let quoted = text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return "\"" + (isFormula ? "'" : "") + quoted + "\""
  }
}
