// Difficulties of a text: described at their highlights, and listed below the editor.

import { QUIET } from "./editor.js";

const LISTED = 12;

/** Return a card that describes `marks`, with a button for each plainer wording. */
export function describeMarks(form, marks, side) {
  const card = document.createElement("div");
  card.className = "mark-card";
  for (const mark of marks) card.append(...describe(form, mark, side));
  return card;
}

function describe(form, mark, side) {
  const line = document.createElement("p");
  line.textContent = fill(wordsOf(form, mark.reason), mark);
  const parts = [line];
  for (const wording of mark.plainer ?? []) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = wording;
    button.addEventListener("click", () => side.editor.replace(mark.from, mark.to, wording));
    parts.push(button);
  }
  const note = mark.note && wordsOf(form, `note-${mark.note}`);
  if (note) {
    const remark = document.createElement("p");
    remark.className = "mark-note";
    remark.textContent = note;
    parts.push(remark);
  }
  return parts;
}

/** List the difficulties that a writer can act on, each linked to its place. */
export function showReasons(form, side) {
  const list = side.element.querySelector("[data-reasons]");
  const marks = side.editor.marks().filter((mark) => !QUIET.has(mark.reason));
  const items = marks.slice(0, LISTED).map((mark) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "reason";
    const quote = document.createElement("q");
    quote.textContent = shorten(mark.text);
    button.append(quote, " ", fill(wordsOf(form, mark.reason), mark));
    button.addEventListener("click", () => side.editor.goTo(mark.from, mark.to));
    item.append(button);
    return item;
  });
  list.replaceChildren(...items);
  const details = list.closest("details");
  details.hidden = !items.length;
  details.querySelector("[data-count]").textContent = marks.length;
}

/** Return the message for a reason, which the page has translated. */
function wordsOf(form, key) {
  return form.querySelector(`template[data-words="${key}"]`)?.content.textContent.trim() ?? "";
}

function fill(words, mark) {
  return words.replace(/%\w+%/g, (name) => mark[name.slice(1, -1)] ?? "");
}

function shorten(text) {
  const words = text.split(/\s+/);
  return words.length > 8 ? `${words.slice(0, 8).join(" ")} …` : words.join(" ");
}
