import Testing

/// The reader that every rule stands on.
@Suite struct LexerTests {
  @Test(
    arguments: [
      ("a // b { \n c", .swift, ["a", "c"]),
      ("a /* b /* c */ d */ e", .swift, ["a", "e"]),
      ("a /* b /* c */ e", .javaScript, ["a", "e"]),
      ("\"try! {\" b", .swift, ["\"try! {\"", "b"]),
      ("\"\\\"}\" b", .swift, ["\"\\\"}\"", "b"]),
      ("#\"\\(a)\"{\"# b", .swift, ["#\"\\(a)\"{\"#", "b"]),
      ("\"\"\"\n{ \"a\" \n\"\"\" b", .swift, ["\"\"\"\n{ \"a\" \n\"\"\"", "b"]),
      (
        "\"a \\(f(b) + \"c\") d\" e", .swift,
        ["\"a \\(f(b) + \"c\") d\"", "f", "(", "b", ")", "+", "\"c\"", "e"]
      ),
      ("`${a({})} {` b", .javaScript, ["`${a({})} {`", "a", "(", "{", "}", ")", "b"]),
      ("x = /[/{]\\/\"/; y", .javaScript, ["x", "=", "/[/{]\\/\"/", ";", "y"]),
      ("a / b / c", .javaScript, ["a", "/", "b", "/", "c"]),
      ("'''a\n{''' b # c", .python, ["'''a\n{'''", "b"]),
      ("'{' \"{\" b", .c, ["'{'", "\"{\"", "b"]),
      ("x!.y != z!", .swift, ["x", "!", ".", "y", "!=", "z", "!"]),
      ("0..<1.5", .swift, ["0", ".", ".", "<", "1.5"]),
      ("func `try! it`()", .swift, ["func", "`try! it`", "(", ")"]),
      ("a } ) \"", .swift, ["a", "}", ")", "\""]),
    ] as [(String, Dialect, [String])])
  func `cuts code into tokens and leaves comments out`(
    text: String, dialect: Dialect, expected: [String]
  ) {
    let tokens = Lexer.tokens(of: text, in: dialect).filter { $0.kind != .comment }
    #expect(tokens.map(\.text) == expected)
  }

  @Test func `knows the line and column of a token behind a long string`() throws {
    let tokens = Lexer.tokens(of: "a = \"\"\"\n b\n \"\"\"\n  c", in: .swift)
    let last = try #require(tokens.last)
    #expect((last.text, last.line, last.column) == ("c", 4, 2))
  }
}
