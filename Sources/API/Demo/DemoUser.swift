/// The people of the demo: whoever serves it makes them known before anybody signs in.
package struct DemoUser: Equatable, Sendable {
  /// What the person is when the demo starts.
  package enum Standing: Sendable { case viewer, creator, applicant, admin }

  package let externalID: String
  package let displayName: String
  package let standing: Standing

  /// Everybody who may sign in; nobody else can.
  package static let all = [
    DemoUser(externalID: "demo-viewer", displayName: "Maya", standing: .viewer),
    DemoUser(externalID: "demo-viewer-2", displayName: "Jonas", standing: .viewer),
    DemoUser(externalID: "demo-creator", displayName: "Asha Rao", standing: .creator),
    DemoUser(externalID: "demo-creator-2", displayName: "Leo Santos", standing: .creator),
    DemoUser(externalID: "demo-newcomer", displayName: "Noor", standing: .applicant),
    DemoUser(externalID: "demo-admin", displayName: "Iris (admin)", standing: .admin),
    DemoUser(externalID: "demo-admin-2", displayName: "Tomas (admin)", standing: .admin),
  ]
}
