/// Why a measurement or an audience had to stop: one sentence with the remedy.
package struct LoadFault: Error, Equatable {
  package let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
