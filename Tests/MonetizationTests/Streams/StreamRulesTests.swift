import Ledger
import Monetization
import Testing

@Suite struct StreamRulesTests {
  @Test func `an approved creator makes a stream`() {
    let command = CreateStream(
      creator: World.creator, title: "Live", viewersMax: 5, scheduledAt: nil)
    let delta = World().decide(.createStream(command)).delta
    let id = StreamID(World.moment.stamp.rawValue)
    #expect(delta?.facts == [.streamChanged(StreamChanged(id, creator: World.creator, .scheduled))])
  }

  @Test func `nobody else does`() {
    var world = World()
    func create(_ user: UserID) -> Refusal? {
      world.decide(
        .createStream(
          CreateStream(creator: user, title: "Live", viewersMax: nil, scheduledAt: nil))
      ).refusal
    }
    #expect(create(UserID(9)) == .notFound(.user))
    #expect(create(World.stranger) == .notFound(.creator))
    world.putUser(World.creator) { $0.isSuspended = true }
    #expect(create(World.creator) == .user(.suspended))
  }

  /// Where each step leads from each status: a status, the same again, or a refusal.
  @Test(
    arguments: [
      (.scheduled, .start, .live, nil), (.scheduled, .cancel, .cancelled, nil),
      (.scheduled, .end, nil, .notLive), (.live, .start, .live, nil),
      (.live, .end, .ended, nil), (.live, .cancel, nil, .alreadyStarted),
      (.ended, .start, nil, .alreadyEnded), (.ended, .end, .ended, nil),
      (.ended, .cancel, nil, .alreadyEnded), (.cancelled, .start, nil, .alreadyEnded),
      (.cancelled, .end, nil, .alreadyEnded), (.cancelled, .cancel, .cancelled, nil),
    ] as [(StreamStatus, MoveStream.Step, StreamStatus?, StreamRefusal?)])
  func `a stream moves as its states allow`(
    from: StreamStatus, step: MoveStream.Step, goal: StreamStatus?, refusal: StreamRefusal?
  ) {
    var world = World()
    world.putStream(from)
    let command = MoveStream(
      stream: World.stream, of: World.creator, step: step, asker: World.creator)
    let decision = world.decide(.moveStream(command))
    #expect(decision.refusal == refusal.map { .stream($0) })
    #expect((decision == .unchanged) == (goal == from))
    if let goal, goal != from {
      #expect(
        decision.delta?.facts == [
          .streamChanged(StreamChanged(World.stream, creator: World.creator, goal))
        ])
    }
  }

  @Test func `an admin moves any stream, a creator only their own`() {
    func end(by asker: UserID?, _ stream: StreamID = World.stream) -> Decision {
      World().decide(
        .moveStream(MoveStream(stream: stream, of: World.creator, step: .end, asker: asker)))
    }
    #expect(end(by: nil).delta != nil)
    #expect(end(by: World.stranger).refusal == .notFound(.stream))
    #expect(end(by: nil, StreamID(9)).refusal == .notFound(.stream))
  }

  @Test func `a creator has one live stream at a time`() throws {
    var world = World()
    let next = StreamID(World.stream.rawValue + 1)
    func move(_ stream: StreamID, _ step: MoveStream.Step) -> Command {
      .moveStream(MoveStream(stream: stream, of: World.creator, step: step, asker: nil))
    }
    world.putStream(.scheduled)
    world.put(LiveStream(id: next, creator: World.creator, title: "Next"), of: OwnerID(next))
    _ = try world.accept(move(World.stream, .start), sequence: 0)
    #expect(world.decide(move(next, .start)).refusal == .stream(.creatorAlreadyLive))
    #expect(world.decide(move(World.stream, .start)) == .unchanged)
    #expect(world.decide(move(next, .cancel)).delta != nil)
    _ = try world.accept(move(World.stream, .end), sequence: 1)
    #expect(world.state.creators[OwnerID(World.creator)]?.liveStream == nil)
    _ = try world.accept(move(next, .start), sequence: 2)
    #expect(world.state.creators[OwnerID(World.creator)]?.liveStream == next)
  }

  @Test(
    arguments: [
      (.scheduled, nil), (.live, nil), (.ended, .alreadyEnded),
      (.cancelled, .alreadyEnded),
    ] as [(StreamStatus, StreamRefusal?)])
  func `a stream is edited until it is over`(status: StreamStatus, refusal: StreamRefusal?) {
    var world = World()
    world.putStream(status)
    var changes = StreamChanges()
    changes.title = "Later"
    let command = EditStream(stream: World.stream, changes: changes, creator: World.creator)
    let decision = world.decide(.editStream(command))
    #expect(decision.refusal == refusal.map { .stream($0) })
    guard refusal == nil else { return }
    var after = LiveStream(id: World.stream, creator: World.creator, title: "Later")
    after.status = status
    #expect(decision.delta?.rows == [.stream(after)])
    #expect(decision.delta?.facts == [.streamEdited(StreamEdited(World.stream))])
  }

  @Test func `an edit names its fields, is of an own stream, and leaves a limit above nothing`() {
    var world = World()
    world.putStream(.scheduled)
    var changes = StreamChanges()
    func edit(by creator: UserID?, _ stream: StreamID = World.stream) -> Decision {
      world.decide(
        .editStream(EditStream(stream: stream, changes: changes, creator: creator)))
    }
    #expect(edit(by: nil) == .unchanged)
    changes.viewersMax = .set(0)
    #expect(edit(by: nil).refusal == .stream(.viewersOutOfBounds))
    changes.viewersMax = .set(5)
    #expect(edit(by: nil).delta != nil)
    #expect(edit(by: World.stranger).refusal == .notFound(.stream))
    #expect(edit(by: nil, StreamID(9)).refusal == .notFound(.stream))
  }
}
