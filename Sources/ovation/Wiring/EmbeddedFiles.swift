import CWebFiles

/// Files that the compiler put into the binary, so that it runs without any folder beside it.
///
/// `script/embed-files.py` lists them; `docs/decisions/036-files-in-the-binary.md` says why so.
@safe
enum EmbeddedFiles {
  /// The pages, components and pictures by their paths below `Web`.
  static var pages: [String: [UInt8]] { unsafe contents(of: ovation_web_pages()) }

  /// The parts of the contract by their names in `openapi`.
  static var contract: [String: [UInt8]] { unsafe contents(of: ovation_web_contract()) }

  /// The charts' library of Debian as `chart.js`; empty if the machine that compiled had none.
  static var charts: [String: [UInt8]] { unsafe contents(of: ovation_web_charts()) }

  private static func contents(of files: ovation_web_files) -> [String: [UInt8]] {
    // The table has `count` files with valid names and bytes, which are constants of the binary.
    var contents: [String: [UInt8]] = [:]
    for index in 0..<(unsafe files.count) {
      let file = unsafe files.first[index]
      let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
      contents[unsafe String(cString: file.name)] = unsafe Array(bytes)
    }
    return contents
  }
}
