/** The people of the demo, as `ovation serve --demo` makes them. */

/** @typedef {{ id: string, role: string, text: string }} Person */

/** @type {Person[]} */
export const people = [
  { id: "demo-viewer", role: "Viewer", text: "Buy coins, send gifts" },
  { id: "demo-creator", role: "Creator", text: "See earnings rise live" },
  { id: "demo-viewer-2", role: "Second viewer", text: "Watch what the first one sends" },
  { id: "demo-creator-2", role: "Second creator", text: "Another stream, other earnings" },
  { id: "demo-newcomer", role: "Newcomer", text: "Has applied to be a creator" },
  { id: "demo-admin", role: "Admin", text: "Approves and looks after the books" },
  { id: "demo-admin-2", role: "Second admin", text: "For what needs two" },
];
