import Application

extension Statement {
  /// Binds numbers to the parameters from the first on.
  func bind(_ numbers: Int64...) {
    for (index, number) in numbers.enumerated() { bind(number, at: Int32(index) + 1) }
  }

  /// Binds numbers to all parameters and runs to the end.
  ///
  /// - Throws: ``StoreError``, as the code of SQLite says.
  func run(_ numbers: Int64...) throws(StoreError) {
    for (index, number) in numbers.enumerated() { bind(number, at: Int32(index) + 1) }
    try run()
  }
}
