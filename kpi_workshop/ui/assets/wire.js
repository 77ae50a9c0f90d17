// The line between a page and its kernel: nothing that was typed or sent is lost when it breaks.
//
// Commands wait in an outbox in this browser until the kernel says they are stored. When the kernel stops
// answering, the page waits for the server and loads itself again; who it is lies in this browser.

const PING = 2000; // ms between two questions "are you there?"
const PATIENCE = 7000; // ms without an answer before the page says that it is reconnecting
const RETRY = 4000; // ms before a command that could not be stored is sent again
const FIRST_PATIENCE = 30000; // the same while the page is still opening

// Whether this is a page of our server, or a cell in somebody's notebook.
export const OURS = document.documentElement.dataset.page !== undefined;

export const storage = {
  get(key) {
    try { return JSON.parse(localStorage.getItem(`kpi-workshop:${key}`)); } catch { return null; }
  },
  // What is kept under a key if it is a thing with fields; somebody may have put anything there.
  fields(key) {
    const kept = this.get(key);
    return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(`kpi-workshop:${key}`);
      else localStorage.setItem(`kpi-workshop:${key}`, JSON.stringify(value));
    } catch { /* a browser without storage still works until it is closed */ }
  },
};

// crypto.randomUUID and crypto.subtle are missing on plain http in a local network.
export function randomHex(bytes = 16) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, "0")).join("");
}

export function language() {
  return storage.get("language") || (navigator.language || "").slice(0, 2);
}

export const fill = (words, values) => (words || "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export class Wire {
  #model; #hello; #waiting = new Map(); #outbox = []; #place = ""; #count = 0; #critics = new Map(); #listeners = new Set();
  state = "opening"; // opening | live | behind | away
  trouble = "";
  skew = 0; // seconds by which the server's clock is ahead of this one

  constructor(model, hello) {
    this.#model = model;
    this.#hello = hello;
    this.heard = performance.now();
    model.on("msg:custom", (message, buffers) => this.#receive(message, buffers));
    for (const trait of ["view", "texts"]) model.on(`change:${trait}`, () => this.#changed());
    this.#timer = setInterval(() => this.#ping(), PING);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.#ping(); });
    this.send(this.#hello());
  }
  #timer; #retry = 0;
  #stuck = ""; // why what was sent could not be stored yet

  get view() { return this.#model.get("view") || {}; }
  get texts() { return this.#model.get("texts") || {}; }
  get language() { return this.#model.get("language"); }
  get languages() { return this.#model.get("languages") || []; }

  listen(listener) { this.#listeners.add(listener); return () => this.#listeners.delete(listener); }
  #changed(message) { for (const listener of this.#listeners) listener(message); }

  send(message, buffers) {
    try { this.#model.send(message, undefined, buffers); } catch { /* the next ping finds out */ }
  }

  // Ask for something and wait for the answer to it (`joined`, `shown` …).
  request(message, buffers) {
    const id = randomHex();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.send({ ...message, id }, buffers);
    });
  }

  // A command is kept until it is stored. `over` names what a newer command of the same kind replaces.
  // Whoever keeps what is sent as well gives it an id of their own, which stays the same after a reload.
  do(command, over = "") {
    const entry = { command: { id: randomHex(), ...command, ...(over && { n: this.#next(over) }) }, over };
    if (over) this.#outbox = this.#outbox.filter((other) => other.over !== over);
    this.#outbox.push(entry);
    this.#keep();
    return new Promise((resolve, reject) => {
      this.#waiting.set(entry.command.id, { resolve, reject });
      this.send({ t: "do", command: entry.command });
    });
  }

  // Tell everyone who listens that something was refused.
  complain(refused) { this.#changed({ ...refused, t: "refused" }); }

  // Counts what was said about one thing, in all tabs of this browser: what is late never undoes what is newer.
  #next(over) {
    const key = `count:${this.#place}/${over}`, n = (Number(storage.get(key)) || 0) + 1;
    storage.set(key, n);
    return n;
  }

  critique(text) {
    const n = ++this.#count;
    return new Promise((resolve) => {
      this.#critics.clear();
      this.#critics.set(n, resolve);
      this.send({ t: "critique", text, n });
    });
  }

  // What follows from a dialogue with the rewrite coach.
  async coach(dialogue) { return (await this.request({ t: "coach", dialogue })).coach; }

  // What one of the coach's tools says to what it is given.
  async tool(tool, given) { return (await this.request({ t: "tool", tool, given })).result; }

  speak(chosen) {
    storage.set("language", chosen);
    this.send({ t: "language", language: chosen });
  }

  // What waited in the outbox of this place (a session) is sent again; the kernel stores each id once.
  settle(place, once = false) {
    if (!place || (once && place === this.#place)) return;
    this.#place = place;
    const known = new Set(this.#outbox.map((entry) => entry.command.id));
    const kept = storage.get(`outbox:${place}`);
    const left = (Array.isArray(kept) ? kept : []).filter((entry) => entry?.command && !known.has(entry.command.id));
    this.#outbox = [...left, ...this.#outbox];
    for (const entry of this.#outbox) this.send({ t: "do", command: entry.command });
  }

  get unsent() { return this.#outbox.length; }
  #keep() { if (this.#place) storage.set(`outbox:${this.#place}`, this.#outbox.length ? this.#outbox : null); }

  #done(id) {
    const before = this.#outbox.length;
    this.#outbox = this.#outbox.filter((entry) => entry.command.id !== id);
    if (before !== this.#outbox.length) this.#keep();
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #receive(message, buffers) {
    this.heard = performance.now();
    if (message.t === "pong") {
      this.skew = message.now - Date.now() / 1000;
      const trouble = message.trouble || this.#stuck;
      this.#set(trouble ? "behind" : "live", trouble);
      return;
    }
    if (message.t === "findings") {
      this.#critics.get(message.n)?.(message.findings);
      this.#critics.delete(message.n);
      return;
    }
    if (message.t === "refused" && message.key.startsWith("store.") && message.to === "do") {
      this.#stuck = message.message; // the store is in trouble, not the command: it stays and is sent again
      this.#set("behind", this.#stuck);
      this.#retry ||= setTimeout(() => { this.#retry = 0; this.settle(this.#place); }, RETRY);
      return;
    }
    if (message.t === "refused") {
      this.#stuck = "";
      const waiting = this.#done(message.id);
      if (waiting) waiting.reject(message);
      this.#changed(waiting ? null : message);
      return;
    }
    if (message.t === "ack" && this.#stuck) { this.#stuck = ""; this.#set("live", ""); }
    const waiting = message.id === undefined ? null : this.#done(message.id);
    waiting?.resolve({ ...message, buffers });
    if (message.t === "welcome" && this.state === "opening") this.#set("live", "");
    this.#changed(message);
  }

  #set(state, trouble) {
    if (state === this.state && trouble === this.trouble) return;
    this.state = state;
    this.trouble = trouble;
    this.#changed();
  }

  #ping() {
    this.send({ t: "ping" });
    if (this.state === "opening") this.send(this.#hello());
    const patience = this.state === "opening" ? FIRST_PATIENCE : PATIENCE;
    if (performance.now() - this.heard > patience && this.state !== "away") this.#away();
  }

  // The kernel is gone. Wait until the server answers, then load the page again: it opens where it was.
  async #away() {
    this.#set("away", "");
    if (!OURS) return; // a notebook is not ours to load again; its kernel may just be busy
    clearInterval(this.#timer);
    const last = Number(sessionStorage.getItem("kpi-workshop:reloaded") || 0);
    const pause = Date.now() - last < 20000 ? 6000 : 800; // never spin when a server is starting up
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      try {
        const answer = await fetch(new URL("healthz", document.baseURI), { cache: "no-store" });
        if (answer.ok) break;
      } catch { /* not yet */ }
    }
    sessionStorage.setItem("kpi-workshop:reloaded", String(Date.now()));
    location.reload();
  }
}
