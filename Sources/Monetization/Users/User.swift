package import Ledger

/// The entity that user identifiers name.
package enum UserEntity: Identified {
  package static let prefix = "usr"
}

/// Our own identifier of a user; the journal knows only this one.
package typealias UserID = Identifier<UserEntity>

/// What people see of a user, as the integrator tells it.
package struct UserProfile: Equatable, Sendable {
  package var username: String?
  package var displayName: String?
  package var avatarURL: String?
  /// A BCP 47 language tag such as `en-IN`.
  package var locale: String?
  /// An ISO 3166 country of two letters.
  package var country: String?

  package init(
    username: String? = nil, displayName: String? = nil, avatarURL: String? = nil,
    locale: String? = nil, country: String? = nil
  ) {
    self.username = username
    self.displayName = displayName
    self.avatarURL = avatarURL
    self.locale = locale
    self.country = country
  }
}

/// A person known to the platform; the wallet exists as soon as the user does.
package struct User: StoredRow {
  package static let tag = RowTag.user

  package let id: UserID
  /// The integrator's own id of the user.
  package let externalID: String
  package var profile: UserProfile
  package var isAdmin: Bool
  /// A suspended user cannot spend; the balance stays.
  package var isSuspended: Bool
  /// The most coins that the user wants to spend in one UTC day; nil for no limit of their own.
  package var dailySpendingLimit: Int64?

  package init(id: UserID, externalID: String, profile: UserProfile) {
    self.id = id
    self.externalID = externalID
    self.profile = profile
    isAdmin = false
    isSuspended = false
    dailySpendingLimit = nil
  }

  package var key: OwnerID { OwnerID(id) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(id.rawValue)
    writer.write(externalID)
    writer.write(profile.username)
    writer.write(profile.displayName)
    writer.write(profile.avatarURL)
    writer.write(profile.locale)
    writer.write(profile.country)
    writer.write(isAdmin)
    writer.write(isSuspended)
    writer.write(dailySpendingLimit)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    id = UserID(try reader.integer())
    externalID = try reader.text()
    profile = UserProfile(
      username: try reader.optionalText(), displayName: try reader.optionalText(),
      avatarURL: try reader.optionalText(), locale: try reader.optionalText(),
      country: try reader.optionalText())
    isAdmin = try reader.bool()
    isSuspended = try reader.bool()
    dailySpendingLimit = try reader.optionalInteger()
  }
}
