// A list of texts by keyboard: j and k move, x ticks, Enter opens.

import { startKeys } from "./keys.js";

const rows = [...document.querySelectorAll("[data-row]")];
let at = -1;

startKeys();
for (const part of document.querySelectorAll("[data-keys], [data-all]")) part.hidden = false;
document.querySelector("[data-all]")?.addEventListener("change", (event) => {
  for (const row of rows) row.querySelector("input").checked = event.target.checked;
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actions[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

const actions = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  x: () => rows[at]?.querySelector("input").click(),
  "/": () => document.querySelector("#q").focus(),
};

function go(to) {
  if (!rows.length) return;
  at = Math.max(0, Math.min(rows.length - 1, to));
  rows[at].querySelector("[data-open]").focus();
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) at = rows.indexOf(row);
});
