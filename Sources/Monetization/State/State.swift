package import Ledger
import Money

/// The working set of one batch: every row that its commands may read or change.
///
/// Rows are loaded by owner, all of an owner's rows at once; nothing in here outlives the batch
/// until the commit has said yes.
package struct State: Sendable {
  package internal(set) var accounts = RowTable<Account>()
  package internal(set) var users = RowTable<User>()
  package internal(set) var creators = RowTable<Creator>()
  package internal(set) var senders = RowTable<Sender>()
  package internal(set) var carries = RowTable<CarryRow>()
  package internal(set) var buyers = RowTable<Buyer>()
  package internal(set) var gifts = RowTable<Gift>()
  package internal(set) var packages = RowTable<CoinPackage>()
  package internal(set) var purchases = RowTable<Purchase>()
  package internal(set) var streams = RowTable<LiveStream>()
  package internal(set) var settingsRows = RowTable<Settings>()
  package internal(set) var settingsVersions = RowTable<SettingsVersion>()
  package internal(set) var apiKeys = RowTable<APIKey>()
  package internal(set) var gatewayEvents = RowTable<GatewayEvent>()
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

  /// What `read` makes of the settings in force, which are not copied.
  func setting<Value>(_ read: (borrowing Settings) -> Value) -> Value {
    settingsRows.value(of: .global, read) ?? read(.initial)
  }

  /// The account of `key`, empty when it never moved.
  package func account(_ key: AccountKey) -> Account { accounts[key] ?? Account(key) }

  /// How many owners' rows are here.
  package var ownerCount: Int { owners.keys.count + found.count }

  /// How many rows are here, those that commands made too.
  package var rowCount: Int {
    var counting = RowCounting()
    visitTables(&counting)
    return counting.count
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
    guard let tag = slot.tag else { throw .unknownCase("row", UInt64(bitPattern: slot.rawValue)) }
    var loading = RowLoading(
      tag: tag, owner: owner, detail: slot.detail, reader: ByteReader(bytes))
    try visit(&loading)
    guard loading.isLoaded, loading.reader.isAtEnd else { throw .malformed }
    newestStamp = max(newestStamp, loading.newestStamp)
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
    var settling = RowSettling()
    visit(&settling)
    names = Table()
  }

  /// Calls `body` with the stored form of every changed row.
  package func forEachChangedRow(_ body: (OwnerID, RowSlot, [UInt8]) -> Void) {
    var writer = ByteWriter(reserving: 256)
    for row in encodeChangedRows(into: &writer) {
      body(row.owner, row.slot, Array(writer.bytes[row.place]))
    }
  }

  /// Writes the stored forms of all changed rows side by side.
  ///
  /// - Parameter writer: What they are appended to.
  /// - Returns: Where each of them stands.
  package func encodeChangedRows(into writer: inout ByteWriter) -> [EncodedRow] {
    var encoding = RowEncoding(writer: consume writer)
    visitTables(&encoding)
    writer = encoding.writer
    return encoding.rows
  }

  /// Calls `body` with every unique name that the batch claimed.
  package func forEachClaimedName(_ body: (UniqueName, OwnerID) -> Void) {
    names.forEachChanged(body)
  }
}

extension State {
  /// Shows every table to a visitor that changes it: the one list of tables.
  mutating func visit<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&accounts)
    try visitor.visit(&users)
    try visitor.visit(&creators)
    try visitor.visit(&senders)
    try visitor.visit(&carries)
    try visitor.visit(&buyers)
    try visitor.visit(&gifts)
    try visitor.visit(&packages)
    try visitor.visit(&purchases)
    try visitor.visit(&streams)
    try visitor.visit(&settingsRows)
    try visitor.visit(&settingsVersions)
    try visitor.visit(&apiKeys)
    try visitor.visit(&gatewayEvents)
  }

  /// Shows every table to a visitor that only looks.
  func visitTables<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) where Visitor.Failure == Never {
    // Shares its rows with this state as long as the visitor changes none.
    var shared = self
    shared.visit(&visitor)
  }
}

extension Account: StoredRow {
  package static let tag = RowTag.account
  package static let isBound = false
  package var newestStamp: Stamp { lastStamp }

  package init(
    of key: AccountKey, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    try self.init(key, from: &reader)
  }
}

extension AccountKey: RowKey {
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
