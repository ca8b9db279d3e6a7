// Keyboard shortcuts in a row of a worklist: j and k move, x ticks, Enter opens, r opens the review.

import { hasSingleKeys, startKeys } from "./shortcuts_dialog.js";
import { keepRound } from "./list_navigation.js";

const search = document.querySelector("#q");

startKeys("[data-row]");
start();
addEventListener("pageshow", showCount);
document.addEventListener("readlevel:results", start);

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) {
    for (const row of rows()) tickOf(row).checked = event.target.checked;
  }
  showCount();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === search && event.key === "ArrowDown") go(event, rows()[0]);
  const row = event.target.closest("[data-row]");
  if (!row || event.target.closest("input:not([type=checkbox])")) return;
  if (hasSingleKeys) actions[event.key]?.(event, row);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-row] a")) keep();
});

const actions = {
  j: (event, row) => go(event, rows()[rows().indexOf(row) + 1]),
  k: (event, row) => go(event, rows()[rows().indexOf(row) - 1]),
  x: (event, row) => {
    event.preventDefault();
    tickOf(row).click();
  },
  r: (event, row) => {
    event.preventDefault();
    keep();
    location.assign(row.dataset.review);
  },
};

function start() {
  for (const part of document.querySelectorAll("[data-keys], [data-tick-all]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-results] [data-without-script]")) {
    part.hidden = true;
  }
  showCount();
}

function rows() {
  return [...document.querySelectorAll("[data-row]")];
}

function go(event, row) {
  if (!row) return;
  event.preventDefault();
  row.querySelector("[data-open]").focus();
}

function tickOf(row) {
  return row.querySelector("input");
}

function showCount() {
  const all = document.querySelector("[data-all]");
  const ticked = rows().filter((row) => tickOf(row).checked).length;
  const count = document.querySelector("[data-count]");
  if (count) count.value = ticked || "";
  if (!all) return;
  all.checked = ticked > 0 && ticked === rows().length;
  all.indeterminate = ticked > 0 && ticked < rows().length;
}

function keep() {
  const list = document.querySelector("[name=back]").value;
  keepRound(list, rows().map((row) => [row.dataset.write, row.dataset.review]));
}
