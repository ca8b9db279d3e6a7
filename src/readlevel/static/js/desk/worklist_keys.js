// Keyboard shortcuts of a worklist: j and k move, x ticks, Enter opens, r opens the review.

import { startKeys } from "./shortcuts_dialog.js";
import { keepRound } from "./list_navigation.js";

const rows = [...document.querySelectorAll("[data-row]")];
const count = document.querySelector("[data-count]");
const all = document.querySelector("[data-all]");
let at = -1;

startKeys();
for (const part of document.querySelectorAll("[data-keys], [data-tick-all]")) part.hidden = false;
showCount();
addEventListener("pageshow", showCount);

document.addEventListener("change", (event) => {
  if (event.target === all) {
    for (const row of rows) tickOf(row).checked = all.checked;
  }
  showCount();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actions[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) at = rows.indexOf(row);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-row] a")) keep();
});

const actions = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  x: () => rows[at] && tickOf(rows[at]).click(),
  r: () => {
    if (!rows[at]) return;
    keep();
    location.assign(rows[at].dataset.review);
  },
  "/": () => document.querySelector("#q").focus(),
};

function go(to) {
  if (!rows.length) return;
  at = Math.max(0, Math.min(rows.length - 1, to));
  rows[at].querySelector("[data-open]").focus();
}

function tickOf(row) {
  return row.querySelector("input");
}

function showCount() {
  const ticked = rows.filter((row) => tickOf(row).checked).length;
  if (count) count.value = ticked || "";
  if (!all) return;
  all.checked = ticked > 0 && ticked === rows.length;
  all.indeterminate = ticked > 0 && ticked < rows.length;
}

function keep() {
  const list = document.querySelector("[name=back]").value;
  keepRound(list, rows.map((row) => [row.dataset.write, row.dataset.review]));
}
