/// Who may know whom.
enum LayerRules {
  static let all = [arrows, owners, foundation, pure, manifest]

  static let arrows = imports("a target imports only what its arrows allow") { file, module in
    guard let target = file.target, let allowed = Layers.arrows[target],
      Layers.ours.contains(module), !allowed.contains(module)
    else { return nil }
    return "a port of \(target), or another layer for this code"
  }

  static let owners = imports("a C library has one owner") { file, module in
    guard let owner = Layers.owners[module], file.target != owner,
      !file.path.hasPrefix("Tests/\(owner)Tests/")
    else { return nil }
    return owner
  }

  static let foundation = imports("the inner layers do without Foundation") { file, module in
    guard let target = file.target, Layers.withoutFoundation.contains(target),
      module.hasPrefix("Foundation")
    else { return nil }
    return "the standard library"
  }

  static let pure = FileRule("the rules neither import the system nor wait") { file in
    guard let target = file.target, Layers.pure.contains(target) else { return [] }
    let waiting = file.code.filter { $0.kind == .word && ["async", "await"].contains($0.text) }
    let system = file.imports.filter { !Layers.ours.contains($0.module) }
    return waiting.map {
      Violation(file.path, $0.line, "banned \($0.text)", use: "values that are already loaded")
    }
      + system.map {
        Violation(file.path, $0.line, "banned import \($0.module)", use: "data handed in")
      }
  }

  /// The package manifest draws the arrows once more, so that the compiler keeps them too.
  static let manifest = FileRule("the package manifest has the arrows of the table") { file in
    guard file.path == "Package.swift" else { return [] }
    return (file.positions["part"] ?? []).flatMap { position -> [Violation] in
      guard file.isCall(at: position), file.code.indices.contains(position + 2),
        file.code[position + 2].kind == .text, let closing = file.partners[position + 1]
      else { return [] }
      let names = file.code[position..<closing].filter { $0.kind == .text }.map {
        String($0.text.dropFirst().dropLast())
      }
      let extra = Set(names.dropFirst()).subtracting(Layers.arrows[names[0]] ?? [])
      return extra.sorted().map {
        Violation(
          file.path, file.code[position].line, "banned arrow from \(names[0]) to \($0)",
          use: "a port, or change the table and docs/architecture.md with a decision")
      }
    }
  }

  private static func imports(
    _ name: String, remedy: @escaping @Sendable (SourceFile, String) -> String?
  ) -> FileRule {
    FileRule(name) { file in
      file.imports.compactMap { line, module in
        remedy(file, module).map {
          Violation(file.path, line, "banned import \(module)", use: $0)
        }
      }
    }
  }
}

extension SourceFile {
  /// The modules that the file imports, without submodules.
  var imports: [(line: Int, module: String)] {
    guard dialect == .swift else { return [] }
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return (positions["import"] ?? []).map {
      let name = kinds.contains(word(at: $0 + 1)) ? $0 + 2 : $0 + 1
      return (code[$0].line, word(at: name))
    }
  }
}
