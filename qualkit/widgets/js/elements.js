// Making elements. Words only ever become text, never markup; and whatever can be focused is shielded, or the
// notebook would take its keys for its own and delete cells.

const SHIELD = "data-lm-suppress-shortcuts";
const FOCUSABLE = new Set(["button", "input", "textarea", "select", "summary", "a"]);

/** An element with attributes (`class`, `text`, `on`, and any others) and children. */
function make(tag, about = {}, ...children) {
  const element = document.createElement(tag);
  if (FOCUSABLE.has(tag) || "tabindex" in about) element.setAttribute(SHIELD, "true");
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(about)) {
    if (name === "text") element.textContent = value;
    else if (name === "on") for (const [event, hear] of Object.entries(value)) element.addEventListener(event, hear);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button with words on it. */
function button(text, click, about = {}) {
  return make("button", { text, on: { click }, ...about });
}

/** Seconds as people write them. */
function clock(seconds) {
  if (seconds === null || seconds === undefined) return "";
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60) % 60;
  const tail = `${String(minutes).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${tail}` : tail;
}
