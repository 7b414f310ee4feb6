/// A sequence of words that a sentence does without.
struct BannedPhrase: Sendable {
  /// In lower case, one space between two words.
  let text: String
  let remedy: String
  private let words: [String]

  init(_ text: String, use remedy: String) {
    self.text = text
    self.remedy = remedy
    words = text.split(separator: " ").map(String.init)
  }

  static let all: [BannedPhrase] = remedies.flatMap { texts, remedy in
    texts.map { BannedPhrase($0, use: remedy) }
  }

  private static let remedies: [([String], String)] = [
    (["anew"], "again, from scratch or newly"),
    (["as it came", "as they came", "however it came"], "as received"),
    (["at hand"], "available, or who has it"),
    (["cannot be had"], "is not available"),
    (["be it"], "whether, or even if"),
    (["became of", "become of", "becomes of"], "result, state or outcome"),
    (["dear", "dearer", "dearest"], "expensive"),
    (["given back", "gives back", "give back"], "returned or released"),
    (["goes on", "go on", "went on", "going on"], "continues or resumes"),
    (["has everybody", "has it told", "have it told"], "publishes or registers a callback"),
    (["hears of", "hear of", "heard of", "has heard"], "is told, receives or has seen"),
    (["is anybody's", "nobody's fault"], "who owns it"),
    (
      [
        "are none that", "is none that", "it is none", "that is none", "was none that",
        "what is none",
      ],
      "is not a …"
    ),
    (["left behind", "leave behind", "leaves behind", "leave it behind"], "wrote, or last wrote"),
    (["lets go", "let go", "letting go"], "releases"),
    (["lives at", "live at"], "is served at, or is stored in"),
    (["looks away"], "pauses"),
    (["a moment ago"], "just"),
    (["none of ours"], "not one of ours"),
    (["of before"], "earlier, older or previous"),
    (["passed over", "passes over", "pass over"], "ignored or skipped"),
    (["seldom"], "rarely"),
    (["shall"], "must, will or should"),
    (["speaks for", "speak for"], "acts for"),
    (["stands beside", "stand beside"], "is stored beside"),
    (["stands behind", "stand behind"], "follows or backs"),
    (["stands in here", "stands there", "stand there"], "is included, or may occur"),
    (["takes on", "take on", "took on", "taken on"], "applies, adds or records"),
    (["thereby", "whereby"], "by that, or two sentences"),
    (["told why"], "what answer they get"),
    (["turned away"], "refused"),
    (["whoever", "whomever"], "the one who acts: caller, client, reader …"),
    (["whose word"], "who is trusted"),
  ]

  /// False only when the file cannot hold the phrase; the first letters may be capitals.
  func isPossible(in file: SourceFile) -> Bool {
    words.allSatisfy { file.holds(String($0.dropFirst())) }
  }

  /// The line of the first word of each occurrence.
  func lines(in run: [Prose.Word]) -> [Int] {
    guard run.count >= words.count else { return [] }
    return (0...(run.count - words.count)).compactMap { start in
      let isHere = words.indices.allSatisfy { run[start + $0].text == words[$0] }
      return isHere ? run[start].line : nil
    }
  }
}
