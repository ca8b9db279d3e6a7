// The dialog that goes to anything by its name: a combobox whose list is that of the page.

import { makeFetcher } from "./fetch_part.js";
import { isApple } from "./key_names.js";

const DELAY = 120;
const fetchResults = makeFetcher("data-go-results");
const opener = document.querySelector("[data-go-open]");
let dialog = null;
let waiting = 0;
let shown = null;
let form, field, list, state;

// In a panel, the page around it has the dialog: panels.js passes the key on.
if (opener && window.parent === window) {
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  opener.setAttribute("aria-keyshortcuts", isApple ? "Meta+K" : "Control+K");
  document.addEventListener("keydown", openByKey, { capture: true });
}

function openByKey(event) {
  const wanted = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (event.key.toLowerCase() !== "k" || !wanted || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  if (dialog?.open) dialog.close();
  else open();
}

function open() {
  if (document.querySelector("dialog[open]")) return;
  dialog ??= build();
  dialog.showModal();
  field.select();
  show();
}

function build() {
  const words = document.querySelector("[data-go-template]");
  document.body.append(words.content.cloneNode(true));
  const made = document.querySelector("[data-go]");
  form = made.querySelector("form");
  field = form.elements.q;
  list = made.querySelector("[data-go-list]");
  state = made.querySelector("[data-go-state]");
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, DELAY);
  });
  field.addEventListener("keydown", move);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (shown !== field.value) await show();
    active()?.click();
  });
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== active()) choose(option);
  });
  made.addEventListener("click", (event) => event.target === made && made.close());
  return made;
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = options();
  const at = all.indexOf(active());
  if (all.length) choose(all[(at + step + all.length) % all.length]);
}

async function show() {
  clearTimeout(waiting);
  const query = field.value;
  const address = new URL(form.action);
  address.searchParams.set("q", query);
  const results = await fetchResults(address);
  if (!results) return;
  fill(results);
  shown = query;
}

function fill(results) {
  const groups = [...results.querySelectorAll("section")];
  for (const group of groups) {
    group.role = "group";
    const heading = group.querySelector("h2");
    heading.role = "presentation";
    // The page that they come from may be the one that is open, which has these IDs too.
    heading.id += "-in-dialog";
    group.setAttribute("aria-labelledby", heading.id);
    for (const part of group.querySelectorAll("ul, li")) part.role = "none";
  }
  list.replaceChildren(...groups);
  options().forEach((option, number) => {
    option.role = "option";
    option.id = `go-option-${number}`;
    option.tabIndex = -1;
  });
  field.setAttribute("aria-expanded", String(groups.length > 0));
  list.hidden = !groups.length;
  state.textContent = results.querySelector("[data-go-count]").textContent;
  state.classList.toggle("visually-hidden", groups.length > 0);
  choose(options()[0]);
}

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) {
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
}

function options() {
  return [...list.querySelectorAll("a")];
}

function active() {
  return list.querySelector("[aria-selected=true]");
}
