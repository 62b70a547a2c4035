// To Python and back. An act is kept until Python says that it is on disk; what was not said to be saved is shown as
// not saved, and sent again when Python is back: it has a name, so it is done once.

const PATIENCE = 1200; // milliseconds
const UNSAVED = Symbol.for("qualkit.unsaved");
const ALPHABET = "0123456789abcdefghijklmnopqrstuv";

/** A name for an act: 100 bits. getRandomValues is there on plain http too, randomUUID is not. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => ALPHABET[byte & 31]).join("");
}

/** Acts that no answer came to yet, by study, interview and coder; they outlive a view that is drawn again. */
function unsavedActs(state) {
  window[UNSAVED] ||= new Map();
  const where = JSON.stringify([state.study, state.document, state.coder.id]);
  if (!window[UNSAVED].has(where)) window[UNSAVED].set(where, []);
  return window[UNSAVED].get(where);
}

function anyUnsaved() {
  return [...(window[UNSAVED] || new Map()).values()].some((acts) => acts.length);
}

class Wire {
  constructor(model, state) {
    this.model = model;
    this.state = state;
    this.view = newKey();
    this.heard = {}; // by kind of message
    this.told = () => {}; // how saving goes: "saved", "saving", "late", "refused"
    this.timers = new Map();
    this.asked = new Map();
    this.listen = (content) => this.receive(content);
    model.on("msg:custom", this.listen);
    this.leaving = (event) => anyUnsaved() && event.preventDefault();
    window.addEventListener("beforeunload", this.leaving);
  }

  close() {
    this.model.off("msg:custom", this.listen);
    window.removeEventListener("beforeunload", this.leaving);
    for (const timer of this.timers.values()) clearTimeout(timer);
    clearTimeout(this.calling);
  }

  /** Ask for the page until it comes. */
  hello() {
    this.beginning = true;
    this.post({ kind: "hello" });
    clearTimeout(this.calling);
    this.calling = setTimeout(() => {
      if (this.state.ready) return;
      this.told("late");
      this.hello();
    }, PATIENCE);
  }

  post(content) {
    try {
      this.model.send({ ...content, view: this.view });
      return true;
    } catch {
      return false; // the kernel is gone: the timer will say so
    }
  }

  /** Do something: it is kept, painted and sent. */
  act(verb, details) {
    const act = { kind: "act", verb, key: newKey(), revision: this.state.revision, ...details };
    unsavedActs(this.state).push(act);
    this.send(act);
    return act;
  }

  send(act) {
    const sent = { ...act };
    if (act.coding) sent.coding = this.state.known(act.coding);
    this.told("saving");
    clearTimeout(this.timers.get(act.key));
    this.timers.set(act.key, setTimeout(() => this.told("late"), PATIENCE));
    if (!this.post(sent)) this.told("late");
  }

  /** After a new beginning send again what no answer came to; Python knows by its name what it has done already. */
  replay() {
    if (!this.beginning) return;
    this.beginning = false;
    for (const act of unsavedActs(this.state)) this.send(act);
  }

  /** Ask for something that changes nothing; the answer is given to `then`. */
  ask(what, details, then) {
    const key = newKey();
    this.asked.set(key, then);
    this.post({ kind: "ask", what, key, ...details });
    return key;
  }

  receive(content) {
    if (content.view && content.view !== this.view && content.kind !== "changes") return;
    if (content.kind === "changes" || content.kind === "refused") this.settle(content);
    if (content.kind === "answer" && this.asked.has(content.key)) {
      this.asked.get(content.key)(content);
      if (!content.more) this.asked.delete(content.key);
      return;
    }
    (this.heard[content.kind] || (() => {}))(content);
  }

  settle(content) {
    if (!content.key || !this.state.ready) return;
    const waiting = unsavedActs(this.state);
    const place = waiting.findIndex((act) => act.key === content.key);
    if (place >= 0) waiting.splice(place, 1);
    clearTimeout(this.timers.get(content.key));
    this.timers.delete(content.key);
    if (content.kind === "refused") this.told("refused", content.message);
    else if (!waiting.length) this.told("saved");
  }
}
