/// The fields of a profile that are set; every other field stays as it is.
package struct ProfileChanges: Equatable, Sendable {
  package var username = FieldChange<String>.keep
  package var displayName = FieldChange<String>.keep
  package var avatarURL = FieldChange<String>.keep
  /// A BCP 47 language tag such as `en-IN`.
  package var locale = FieldChange<String>.keep
  /// An ISO 3166 country of two letters.
  package var country = FieldChange<String>.keep

  /// No field.
  package init() {}

  /// The fields that a profile has; those that it lacks stay as they are.
  package init(_ profile: UserProfile) {
    username = profile.username.map { .set($0) } ?? .keep
    displayName = profile.displayName.map { .set($0) } ?? .keep
    avatarURL = profile.avatarURL.map { .set($0) } ?? .keep
    locale = profile.locale.map { .set($0) } ?? .keep
    country = profile.country.map { .set($0) } ?? .keep
  }

  /// The profile after the edit.
  func applied(to profile: UserProfile) -> UserProfile {
    UserProfile(
      username: username.applied(to: profile.username),
      displayName: displayName.applied(to: profile.displayName),
      avatarURL: avatarURL.applied(to: profile.avatarURL),
      locale: locale.applied(to: profile.locale),
      country: country.applied(to: profile.country))
  }
}
