package import Ledger

extension OwnerID: PlaceKey {
  package var bits: UInt64 { UInt64(bitPattern: rawValue) }
}

extension AccountKey: PlaceKey {
  package var bits: UInt64 { owner.bits ^ UInt64(detail) << 40 }
}

extension CarryKey: PlaceKey {
  package var bits: UInt64 { creator.bits ^ UInt64(detail) << 40 }
}

extension UniqueName: PlaceKey {
  // Names are chosen by others, so they take the seeded hash.
  package var bits: UInt64 { UInt64(bitPattern: Int64(hashValue)) }
}
