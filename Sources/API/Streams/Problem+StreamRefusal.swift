import JSON
import Monetization

extension Problem {
  init(_ refusal: StreamRefusal) {
    switch refusal {
    case .notLive: self.init(conflict: "stream_not_live", "The stream is not live.")
    case .alreadyStarted:
      self.init(conflict: "stream_already_started", "The stream has already started; end it.")
    case .alreadyEnded:
      self.init(conflict: "stream_already_ended", "The stream has already ended.")
    case .creatorAlreadyLive:
      self.init(conflict: "creator_already_live", "Another stream of this creator is live.")
    case .viewersOutOfBounds:
      self.init(rule: "maxViewers", "A limit is at least one viewer.")
    }
  }
}
