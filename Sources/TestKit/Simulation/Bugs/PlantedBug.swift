/// A mistake that somebody could make, planted to prove that the simulation finds it.
package enum PlantedBug: String, Sendable, CaseIterable {
  /// Stored answers are not looked up.
  case keysNotChecked
  /// Callers are answered before the commit.
  case answeredBeforeCommit
  /// An unknown outcome is taken for a success.
  case unknownTakenForDone
  /// The answers of a commit of unknown outcome are not found by the retry.
  case appliedTwiceAfterUnknown
  /// The batch that is tried again after a conflict forgets its answers.
  case answersLostOnConflict
  /// What a commit of unknown outcome wrote is not published.
  case unseenCommitNotPublished
  /// What a process remembers is not forgotten when it changes.
  case memoryNotTold
  /// Taking a writer over leaves its epoch as it was.
  case takeOverKeepsEpoch
  /// Postings name the wrong entry before them.
  case previousPointerWrong
  /// The hash of an entry leaves out the entry before it.
  case chainSkipsEntry
  /// A commission that is not whole is rounded up.
  case commissionRoundedUp
  /// The fraction of a commission is dropped.
  case carryDropped
  /// A limited gift never runs out.
  case stockNotDecremented
  /// A balance must be above the price, not at least the price.
  case lastCoinRefused
  /// A creator's share lands on somebody else's account.
  case wrongAccountPosted
  /// A gateway's event is forgotten.
  case gatewayEventForgotten
  /// A payment is forgotten, so that another order is credited for it as well.
  case paymentCreditedTwice
  /// Nobody remembers who has bought before.
  case buyerForgotten
  /// A combo counts sends, not gifts.
  case comboCountWrong
  /// A row is written that its entry does not tell of.
  case rowChangedUnseen
  /// A name is claimed that no entry tells of.
  case nameInvented
  /// Nobody remembers that a creator is live.
  case liveStreamForgotten
  /// An edit puts the whole row as it was read earlier.
  case lostConcurrentEdit
  /// A payment that is not a gift, such as a tip, moves coins and no fact records its split.
  case paymentNotRecorded
  /// Payments other than gifts, such as tips, are missing from the supporters' sums.
  case paymentNotSummed
  /// The answer to an accepted command is not written now and then.
  case answerDropped
}
