/**
 * The JSON WebSocket door: rooms and the private feed, resumed after a cut without doubles.
 *
 * A subscriber hears the room's events, and `{type: "gap"}` when some may be missing: then it
 * reads the truth again over HTTP.
 */

/** @typedef {import("./events.js").RealtimeMessage} Message */
/** @typedef {(message: Message) => void} Handler */
/** @typedef {{ handlers: Set<Handler>, lastId: number | null }} Room */
/** @typedef {"idle" | "connecting" | "open" | "waiting"} Status */

/** The room name of a person's own events; it needs no join. */
export const privateFeed = "me";

const backoffSecondsMax = 15;
const pingSeconds = 20;
const silenceSecondsMax = 45;

export class Realtime extends EventTarget {
  #url;
  #token;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {Map<string, Room>} */
  #rooms = new Map();
  #attempt = 0;
  #retryTimer = 0;
  #pingTimer = 0;
  #heardAt = 0;
  #answersPings = false;
  #wasOpen = false;
  /** @type {Status} */
  status = "idle";

  /**
   * @param {string} baseURL
   * @param {string | null} token a JWT, sent as a sub-protocol so that it never stands in a URL
   */
  constructor(baseURL, token) {
    super();
    const url = new URL(`${baseURL}/api/realtime`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.#url = url.href;
    this.#token = token;
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => this.#hurry());
  }

  /**
   * Hears a room until the signal aborts.
   * @param {string} name
   * @param {Handler} handler
   * @param {AbortSignal} signal
   */
  subscribe(name, handler, signal) {
    const room = this.#rooms.get(name) ?? { handlers: new Set(), lastId: null };
    const isNew = room.handlers.size === 0;
    room.handlers.add(handler);
    this.#rooms.set(name, room);
    signal.addEventListener("abort", () => this.#unsubscribe(name, handler), { once: true });
    if (this.status === "idle") this.#connect();
    else if (isNew && this.status === "open") this.#join(name, room);
  }

  /**
   * @param {string} name
   * @param {Handler} handler
   */
  #unsubscribe(name, handler) {
    const room = this.#rooms.get(name);
    room?.handlers.delete(handler);
    if (room?.handlers.size !== 0) return;
    this.#rooms.delete(name);
    if (name !== privateFeed) this.#send({ type: "leave", room: name });
    if (this.#rooms.size === 0) this.#close();
  }

  #connect() {
    clearTimeout(this.#retryTimer);
    this.#changeStatus("connecting");
    const socket = new WebSocket(this.#url, this.#token ? [`bearer.${this.#token}`] : []);
    this.#socket = socket;
    socket.addEventListener("open", () => this.#opened(socket));
    socket.addEventListener("message", (event) => this.#received(socket, event.data));
    socket.addEventListener("close", () => this.#lost(socket));
  }

  /** @param {WebSocket} socket */
  #opened(socket) {
    if (socket !== this.#socket) return;
    this.#attempt = 0;
    this.#heardAt = Date.now();
    this.#changeStatus("open");
    for (const [name, room] of this.#rooms) this.#join(name, room);
    this.#pingTimer = setInterval(() => this.#ping(), pingSeconds * 1000);
    this.#wasOpen = true;
  }

  /**
   * @param {string} name
   * @param {Room} room
   */
  #join(name, room) {
    if (name === privateFeed) {
      // The token joins the private feed, without a number to resume from: what came during a
      // cut is read again over HTTP.
      if (this.#wasOpen) this.#deliver(room, { type: "gap", room: name });
      return;
    }
    this.#send({ type: "join", room: name, after: room.lastId ?? undefined });
  }

  /**
   * @param {WebSocket} socket
   * @param {string} text
   */
  #received(socket, text) {
    if (socket !== this.#socket) return;
    this.#heardAt = Date.now();
    /** @type {Message} */
    const message = JSON.parse(text);
    if (message.type === "pong") this.#answersPings = true;
    const room = this.#rooms.get(message.room ?? "");
    if (!room) return;
    if (message.type === "joined") this.#joined(room, message);
    else this.#heard(room, message);
  }

  /**
   * @param {Room} room
   * @param {Message} message
   */
  #joined(room, message) {
    const lastId = message.lastId ?? 0;
    if (room.lastId === null) {
      room.lastId = lastId;
    } else if (message.gap || lastId < room.lastId) {
      // Ids may have started again: accept what is replayed, and let the reader load the rest.
      room.lastId = 0;
      this.#deliver(room, { type: "gap", room: message.room });
    }
  }

  /**
   * @param {Room} room
   * @param {Message} message
   */
  #heard(room, message) {
    if (message.id !== undefined) {
      if (room.lastId !== null && message.id <= room.lastId) return;
      const isGap = room.lastId !== null && room.lastId > 0 && message.id > room.lastId + 1;
      room.lastId = message.id;
      if (isGap) this.#deliver(room, { type: "gap", room: message.room });
    }
    this.#deliver(room, message);
  }

  /**
   * @param {Room} room
   * @param {Message} message
   */
  #deliver(room, message) {
    for (const handler of [...room.handlers]) handler(message);
  }

  #ping() {
    // Only a server that has answered a ping before can be called silent.
    const isSilent = Date.now() - this.#heardAt > silenceSecondsMax * 1000;
    if (this.#answersPings && isSilent) this.#socket?.close();
    else this.#send({ type: "ping" });
  }

  /** @param {WebSocket} socket */
  #lost(socket) {
    if (socket !== this.#socket) return;
    clearInterval(this.#pingTimer);
    this.#socket = null;
    this.#changeStatus("waiting");
    this.#attempt += 1;
    const ceiling = Math.min(backoffSecondsMax, 0.5 * 2 ** this.#attempt);
    this.#retryTimer = setTimeout(() => this.#connect(), ceiling * Math.random() * 1000);
  }

  /** Tries at once when the network is back or the page is looked at again. */
  #hurry() {
    if (this.status === "waiting" && !document.hidden) this.#connect();
  }

  #close() {
    clearTimeout(this.#retryTimer);
    clearInterval(this.#pingTimer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#wasOpen = false;
    this.#changeStatus("idle");
  }

  /** @param {object} message */
  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** @param {Status} status */
  #changeStatus(status) {
    if (status === this.status) return;
    this.status = status;
    this.dispatchEvent(new Event("status"));
  }
}
