"use strict";
// Nothing is sent and nothing is kept: the answers leave this page as one file that the person saves.
const form = document.getElementById("paper");
const told = document.getElementById("told");
const about = document.body.dataset;
let unsaved = false;

function answers() {
  const found = {};
  for (const field of form.elements) {
    if (field.type === "radio") {
      found[field.name] = found[field.name] || "";
      if (field.checked) found[field.name] = field.value;
    } else if (field.name && field.name !== "all_more") {
      found[field.name] = field.value;
    }
  }
  return {format: about.format, doc: about.doc, code: about.code, answers: found, all_more: form.elements.all_more.value};
}

function changed() {
  if (!unsaved && told.textContent) told.textContent = told.dataset.changed;
  unsaved = true;
}

form.addEventListener("input", changed);
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-clear]");
  if (!button) return;
  for (const choice of form.elements[button.dataset.clear]) choice.checked = false;
  changed();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(answers(), null, 2)], {type: "application/json"}));
  link.download = about.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  unsaved = false;
  told.textContent = told.dataset.saved;
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
