import Ledger
import Monetization
import Testing

@Suite struct APIKeyRulesTests {
  private static let create = CreateAPIKey(name: "Server", digest: "00ff", scopes: [.users, .act])

  @Test func `a key is made once`() throws {
    var world = World()
    let delta = try #require(world.decide(.createAPIKey(Self.create)).delta)
    let id = APIKeyID(World.moment.stamp.rawValue)
    let row = APIKey(id: id, name: "Server", digest: "00ff", scopes: [.users, .act])
    #expect(delta.facts == [.apiKeyCreated(APIKeyCreated(id))])
    #expect(delta.rows == [.apiKey(row), .name(UniqueName(.apiKey, "00ff"), OwnerID(id))])
    world.claim(UniqueName(.apiKey, "00ff"), for: OwnerID(id))
    #expect(
      world.decide(.createAPIKey(Self.create)).refusal == .access(.keyExists))
  }

  @Test func `a key is revoked once, and only where it is`() {
    var world = World()
    let id = APIKeyID(601)
    let revoke = Command.revokeAPIKey(RevokeAPIKey(key: id))
    #expect(world.decide(revoke).refusal == .notFound(.apiKey))
    var key = APIKey(id: id, name: "Server", digest: "00ff", scopes: .admin)
    world.put(key, of: OwnerID(id))
    #expect(world.decide(revoke).delta?.facts == [.apiKeyRevoked(APIKeyRevoked(id))])
    key.revokedAt = Timestamp(milliseconds: 1)
    world.put(key, of: OwnerID(id))
    #expect(world.decide(revoke) == .unchanged)
  }
}
