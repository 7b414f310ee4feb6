import Monetization
import Testing

@testable import Realtime

@Suite struct MembershipsTests {
  @Test func `an event is taken once, and only in a room that is heard`() {
    var memberships = Memberships()
    let early = memberships.accepts(event(5))
    memberships.enter(Sample.room, knowing: 4)
    let taken = [4, 5, 5].map { memberships.accepts(event($0)) }
    let elsewhere = memberships.accepts(event(6, of: .stream(Sample.otherStream)))
    #expect(!early)
    #expect(taken == [false, true, false])
    #expect(!elsewhere)
  }

  @Test func `an event that is still on its way is not taken after the buffer replayed it`() {
    var memberships = Memberships()
    memberships.enter(Sample.room, knowing: 4)
    memberships.leave(Sample.room)
    let afterLeaving = memberships.accepts(event(5))
    memberships.enter(Sample.room, knowing: 4)
    let taken = [5, 5].map { memberships.accepts(event($0)) }
    #expect(!afterLeaving)
    #expect(taken == [true, false])
  }

  @Test func `a count is taken when it is another one`() {
    var memberships = Memberships()
    memberships.enter(Sample.room, knowing: 4)
    let taken = [1, 1, 2, 1].map { memberships.accepts(event(nil, .viewerCount($0))) }
    #expect(taken == [true, false, true, true])
  }

  private func event(
    _ id: Int64?, of key: RoomKey = Sample.room,
    _ event: RealtimeEvent = .streamStarted(Sample.stream)
  ) -> Delivery {
    Delivery(key: key, room: "r", id: id, event: event)
  }
}
