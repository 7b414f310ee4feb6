package import Ledger
import Money

/// The working set of one batch: every row that its commands may read or change.
///
/// Rows are loaded by owner, all of an owner's rows at once; nothing in here outlives the batch
/// until the commit has said yes.
package struct State: Sendable {
  package internal(set) var accounts = Table<AccountKey, Account>()
  package internal(set) var users = Table<OwnerID, User>()
  package internal(set) var creators = Table<OwnerID, Creator>()
  package internal(set) var senders = Table<OwnerID, Sender>()
  package internal(set) var carries = Table<CarryKey, CarryRow>()
  package internal(set) var buyers = Table<OwnerID, Buyer>()
  package internal(set) var gifts = Table<OwnerID, Gift>()
  package internal(set) var packages = Table<OwnerID, CoinPackage>()
  package internal(set) var purchases = Table<OwnerID, Purchase>()
  package internal(set) var streams = Table<OwnerID, LiveStream>()
  package internal(set) var settingsRows = Table<OwnerID, Settings>()
  package internal(set) var settingsVersions = Table<OwnerID, SettingsVersion>()
  package internal(set) var apiKeys = Table<OwnerID, APIKey>()
  package internal(set) var gatewayEvents = Table<OwnerID, GatewayEvent>()
  package internal(set) var names = Table<UniqueName, OwnerID>()

  /// The newest stamp of any loaded account; later stamps must be above it.
  package private(set) var newestStamp = Stamp.zero

  /// The owners whose rows are kept from earlier batches.
  private var owners = PlaceIndex<OwnerID>()
  /// The owners that this batch asked for, whether they have any rows or not.
  private var asked = PlaceIndex<OwnerID>()
  /// Those of them whose rows came, one after the other.
  private var found: [OwnerID] = []

  package init() {}

  /// The settings in force: those saved, else the defaults.
  package var settings: Settings { settingsRows[.global] ?? .initial }

  /// The account of `key`, empty when it never moved.
  package func account(_ key: AccountKey) -> Account { accounts[key] ?? Account(key) }

  /// How many owners' rows are here.
  package var ownerCount: Int { owners.keys.count + found.count }

  /// How many rows are here, those that commands made too.
  package var rowCount: Int {
    accounts.count + users.count + creators.count + senders.count + carries.count + buyers.count
      + gifts.count + packages.count + purchases.count + streams.count + settingsRows.count
      + settingsVersions.count + apiKeys.count + gatewayEvents.count
  }

  /// Whether an owner's rows still have to be loaded.
  ///
  /// - Returns: true once per owner, who counts as loaded from then on.
  package mutating func needs(_ owner: OwnerID) -> Bool {
    owners.place(of: owner) == nil && asked.insert(owner).isNew
  }

  /// Takes a stored row on.
  ///
  /// - Parameters:
  ///   - owner: The row's owner.
  ///   - slot: Where it stands among the owner's rows.
  ///   - bytes: Its stored form.
  /// - Throws: ``DecodingFault`` when the bytes are no such row.
  package mutating func load(
    owner: OwnerID, slot: RowSlot, bytes: [UInt8]
  ) throws(DecodingFault) {
    if found.last != owner { found.append(owner) }
    var reader = ByteReader(bytes)
    guard let tag = slot.tag else { throw .unknownCase("row", UInt64(bitPattern: slot.rawValue)) }
    switch tag {
    case .account:
      let key = try AccountKey(owner, detail: slot.detail)
      let account = try Account(key, from: &reader)
      newestStamp = max(newestStamp, account.lastStamp)
      accounts.load(account, for: key)
    case .user: users.load(try User(from: &reader), for: owner)
    case .creator: creators.load(try Creator(from: &reader), for: owner)
    case .sender: senders.load(try Sender(from: &reader), for: owner)
    case .carry:
      let key = try CarryKey(owner, detail: slot.detail)
      carries.load(try CarryRow(from: &reader), for: key)
    case .buyer: buyers.load(try Buyer(from: &reader), for: owner)
    case .gift: gifts.load(try Gift(from: &reader), for: owner)
    case .package: packages.load(try CoinPackage(from: &reader), for: owner)
    case .purchase: purchases.load(try Purchase(from: &reader), for: owner)
    case .stream: streams.load(try LiveStream(from: &reader), for: owner)
    case .settings: settingsRows.load(try Settings(from: &reader), for: owner)
    case .settingsVersion:
      settingsVersions.load(try SettingsVersion(from: &reader), for: owner)
    case .apiKey: apiKeys.load(try APIKey(from: &reader), for: owner)
    case .gatewayEvent: gatewayEvents.load(try GatewayEvent(from: &reader), for: owner)
    }
    guard reader.isAtEnd else { throw .malformed }
  }

  /// Takes a stored unique name on.
  package mutating func load(name: UniqueName, owner: OwnerID) { names.load(owner, for: name) }

  /// Takes everything for committed, so that a next batch can begin with it.
  ///
  /// Names are forgotten: that one is free is not known for longer than a batch. So are owners
  /// that were asked for and have no rows: anybody can name them, without end.
  package mutating func settle() {
    for owner in found { _ = owners.insert(owner) }
    found.removeAll(keepingCapacity: true)
    asked = PlaceIndex()
    accounts.settle()
    users.settle()
    creators.settle()
    senders.settle()
    carries.settle()
    buyers.settle()
    gifts.settle()
    packages.settle()
    purchases.settle()
    streams.settle()
    settingsRows.settle()
    settingsVersions.settle()
    apiKeys.settle()
    gatewayEvents.settle()
    names = Table()
  }

  /// Calls `body` with the stored form of every changed row.
  package func forEachChangedRow(_ body: (OwnerID, RowSlot, [UInt8]) -> Void) {
    var writer = ByteWriter(reserving: 256)
    var rows: [(owner: OwnerID, slot: RowSlot, place: Range<Int>)] = []
    encodeChangedRows(into: &writer) { rows.append(($0, $1, $2)) }
    for row in rows { body(row.owner, row.slot, Array(writer.bytes[row.place])) }
  }

  /// Writes the stored forms of all changed rows side by side.
  ///
  /// - Parameters:
  ///   - writer: What they are appended to.
  ///   - body: Told of every row whose it is and where its bytes stand.
  package func encodeChangedRows(
    into writer: inout ByteWriter, _ body: (OwnerID, RowSlot, Range<Int>) -> Void
  ) {
    accounts.forEachChanged { key, account in
      let start = writer.bytes.count
      account.encode(into: &writer)
      body(key.owner, RowSlot(.account, detail: key.detail), start..<writer.bytes.count)
    }
    carries.forEachChanged { key, carry in
      let start = writer.bytes.count
      carry.encode(into: &writer)
      body(key.creator, RowSlot(.carry, detail: key.detail), start..<writer.bytes.count)
    }
    func emit<Row: StoredRow>(_ table: Table<OwnerID, Row>) {
      table.forEachChanged { owner, row in
        let start = writer.bytes.count
        row.encode(into: &writer)
        body(owner, RowSlot(Row.tag), start..<writer.bytes.count)
      }
    }
    emit(senders)
    emit(users)
    emit(creators)
    emit(buyers)
    emit(gifts)
    emit(packages)
    emit(purchases)
    emit(streams)
    emit(settingsRows)
    emit(settingsVersions)
    emit(apiKeys)
    emit(gatewayEvents)
  }

  /// Calls `body` with every unique name that the batch claimed.
  package func forEachClaimedName(_ body: (UniqueName, OwnerID) -> Void) {
    names.forEachChanged(body)
  }
}

extension AccountKey {
  /// Kind and unit in 32 bits: the detail of an account's slot.
  package var detail: UInt32 { UInt32(kind.rawValue) << 16 | UInt32(unit.rawValue) }

  /// The account that a slot's detail names.
  ///
  /// - Throws: ``DecodingFault/unknownCase(_:_:)``.
  package init(_ owner: OwnerID, detail: UInt32) throws(DecodingFault) {
    guard let kind = UInt8(exactly: detail >> 16).flatMap(AccountKind.init(rawValue:)),
      let unit = AmountUnit(rawValue: UInt16(truncatingIfNeeded: detail))
    else { throw .unknownCase("account", UInt64(detail)) }
    self.init(owner, kind, unit)
  }
}
