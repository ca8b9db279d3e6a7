// Filters that act at once: the results are replaced, and the address says what is filtered. What
// is ticked and typed among the results is kept, also while its row is filtered out.

import { makeFetcher } from "./fetch_part.js";

const DELAY = 250;
const fetchResults = makeFetcher("data-results");
const form = document.querySelector("[data-filters]");
let results = document.querySelector("[data-results]");
let waiting = 0;
const kept = new Map();

for (const part of form.querySelectorAll("[data-without-script]")) part.hidden = true;

form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  // What is outside of the results depends on some choices too.
  if (event.target.matches("[data-changes-page]")) return form.submit();
  waiting = setTimeout(show, event.target.matches("input") ? DELAY : 0);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  show();
});

async function show() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) address.searchParams.set(name, value);
  }
  results.setAttribute("aria-busy", "true");
  const fresh = await fetchResults(address);
  if (!fresh) return;
  replace(fresh);
  markSavedFilter();
  history.replaceState(null, "", address);
  document.querySelector("[data-announcer]").textContent =
    fresh.querySelector("[data-list-count]")?.textContent ?? "";
  document.dispatchEvent(new CustomEvent("readlevel:results"));
}

function markSavedFilter() {
  for (const link of document.querySelectorAll("[data-saved-filter]")) {
    if (link.dataset.savedFilter === results.dataset.results) {
      link.setAttribute("aria-current", "true");
    } else link.removeAttribute("aria-current");
  }
}

function replace(fresh) {
  const focused = document.activeElement;
  const place = results.contains(focused) && isKept(focused) ? nameOf(focused) : null;
  const caret = focused?.selectionStart;
  for (const field of fields()) kept.set(nameOf(field), isTick(field) ? field.checked : field.value);
  const isOpen = results.querySelector("details")?.open;
  results.replaceWith(fresh);
  results = fresh;
  for (const field of fields()) {
    const value = kept.get(nameOf(field));
    if (value !== undefined) field[isTick(field) ? "checked" : "value"] = value;
    if (nameOf(field) !== place) continue;
    field.focus();
    if (typeof caret === "number") field.setSelectionRange(caret, caret);
  }
  const details = results.querySelector("details");
  if (details && isOpen) details.open = true;
}

function fields() {
  return [...results.querySelectorAll("input, select")].filter(isKept);
}

function isKept(field) {
  return Boolean(field.name) && field.type !== "hidden";
}

function isTick(field) {
  return field.type === "checkbox";
}

function nameOf(field) {
  return isTick(field) ? `${field.name}=${field.value}` : field.name;
}
