import Testing

@testable import Realtime

@Suite struct FanoutTests {
  @Test func `large rooms are served in slices, events in order`() {
    var fanout = Fanout()
    let listeners = (1...1_200).map { ListenerID(rawValue: $0) }
    for id in 1...2 as ClosedRange<Int64> {
      fanout.add(
        Delivery(key: Sample.room, room: "r", id: id, event: .viewerCount(1)), to: listeners)
    }
    var slices: [Int] = []
    var heard: [ListenerID: [Int64?]] = [:]
    while !fanout.isEmpty {
      var sends = 0
      fanout.takeSlice { delivery, listener in
        sends += 1
        heard[listener, default: []].append(delivery.id)
      }
      slices.append(sends)
    }
    #expect(slices == [512, 512, 512, 512, 352])
    #expect(heard.count == 1_200)
    #expect(heard.values.allSatisfy { $0 == [1, 2] })
  }
}
