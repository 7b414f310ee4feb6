import Application

extension Statement {
  /// Binds numbers to the parameters, starting with the first.
  func bind(_ numbers: Int64...) {
    for (index, number) in numbers.enumerated() { bind(number, at: Int32(index) + 1) }
  }

  /// Binds numbers to all parameters and runs to the end.
  ///
  /// - Throws: ``StoreError``, by the code of SQLite.
  func run(_ numbers: Int64...) throws(StoreError) {
    for (index, number) in numbers.enumerated() { bind(number, at: Int32(index) + 1) }
    try run()
  }
}
