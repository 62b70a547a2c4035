// One table of keys: what each does, and where it is told to people. Two commands never share a key.

/** [key, command, in words]; Shift+, Ctrl+ and Alt+ stand before the key's own name. */
const KEYS = [
  ["ArrowDown", "nextTurn", "Next turn"],
  ["ArrowUp", "lastTurn", "Turn before"],
  ["ArrowRight", "nextWord", "Mark the next word"],
  ["ArrowLeft", "lastWord", "Mark the word before"],
  ["Shift+ArrowRight", "growEnd", "Mark one word more"],
  ["Shift+ArrowLeft", "shrinkEnd", "Mark one word less"],
  ["Alt+Shift+ArrowLeft", "growStart", "Begin one word earlier"],
  ["Alt+Shift+ArrowRight", "shrinkStart", "Begin one word later"],
  ["s", "sentence", "Mark the sentence"],
  ["Shift+S", "moreSentence", "Mark the next sentence too"],
  ["t", "wholeTurn", "Mark the whole turn"],
  ["Escape", "nothing", "Mark nothing, close what is open"],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => [String(digit), `code${digit}`, `Lay the code with the number ${digit}`]),
  [".", "again", "The same code again"],
  ["/", "anyCode", "Any code by its name, or a new one"],
  ["i", "inVivo", "A new code in their own words"],
  ["b", "brush", "Brush: whatever is marked gets the code last used"],
  ["]", "nextCoding", "Next coding"],
  ["[", "lastCoding", "Coding before"],
  ["m", "memo", "Memo on the coding in hand"],
  ["p", "pole", "Validating, invalidating, both or unclear"],
  ["!", "important", "Important, or not"],
  ["Delete", "remove", "Take the coding in hand out"],
  ["Alt+ArrowRight", "codingGrowEnd", "Let the coding in hand end a word later"],
  ["Alt+ArrowLeft", "codingShrinkEnd", "Let it end a word earlier"],
  ["Alt+ArrowUp", "codingGrowStart", "Let it begin a word earlier"],
  ["Alt+ArrowDown", "codingShrinkStart", "Let it begin a word later"],
  ["u", "undo", "Take the last change back"],
  ["Ctrl+z", "undo", "Take the last change back"],
  ["Shift+U", "redo", "Do it after all"],
  ["Ctrl+y", "redo", "Do it after all"],
  ["c", "codebook", "To the codebook and back"],
  ["+", "larger", "Larger type"],
  ["-", "smaller", "Smaller type"],
  ["?", "help", "This list"],
];

/** A key press as it is written in the table; a mark is its own name, however it is typed. */
function named(event) {
  const isMark = /^[^\p{L}\p{N}]$/u.test(event.key);
  const held = [event.ctrlKey || event.metaKey ? "Ctrl+" : "", event.altKey ? "Alt+" : "", event.shiftKey && !isMark ? "Shift+" : ""];
  return held.join("") + event.key;
}

/** Whether a key writes something where it was pressed. */
function isWriting(event) {
  const at = event.composedPath()[0];
  return at.isContentEditable || ["TEXTAREA", "SELECT"].includes(at.tagName) || (at.tagName === "INPUT" && at.type !== "checkbox");
}

/** Keys that are a single letter, digit or mark: those that can be switched off. */
function isSingle(key) {
  return [...key.replace(/^Shift\+(?=.)/, "")].length === 1;
}

class Keys {
  constructor(page) {
    this.page = page;
    this.single = true;
    this.rows = [...KEYS];
    this.table = new Map(KEYS.map(([key, command]) => [key, command]));
    this.help = make("dialog", { class: "qk-help", "aria-label": "Keys" });
    this.help.addEventListener("close", () => page.backToText());
  }

  /** Add commands of another part, each [key, command, in words]. */
  add(keys) {
    for (const [key, command, words] of keys) {
      if (this.table.has(key)) throw new Error(`the key ${key} has two commands`);
      this.table.set(key, command);
      this.rows.push([key, command, words]);
    }
  }

  /** Do what a key asks for; true when it did something. */
  press(event) {
    if (event.isComposing) return false;
    const key = named(event);
    if (isWriting(event) && key !== "Escape") return false;
    const onButton = event.composedPath()[0].closest("button, summary, a");
    if (onButton && ["Enter", " "].includes(event.key)) return false;
    const command = this.table.get(key);
    if (!command || (isSingle(key) && !this.single)) return false;
    return this.page.command(command) !== false;
  }

  showHelp() {
    const rows = this.rows.filter(([key]) => !/^[2-9]$/.test(key)).map(([key, , words]) =>
      make("tr", {}, make("td", {}, make("kbd", { text: key === "1" ? "1 to 9" : key.replace("Arrow", "arrow ").replaceAll("+", key === "+" ? "+" : " + ") })), make("td", { text: key === "1" ? "Lay the code with that number" : words })),
    );
    const single = make("input", { type: "checkbox", on: { change: (event) => (this.single = event.target.checked) } });
    single.checked = this.single;
    this.help.replaceChildren(
      make("p", { class: "qk-title", text: "Keys" }),
      make("label", {}, single, " Single keys (letters, digits and marks) do something"),
      make("table", {}, make("tbody", {}, ...rows)),
      button("Close", () => this.help.close()),
    );
    this.help.showModal();
  }
}
