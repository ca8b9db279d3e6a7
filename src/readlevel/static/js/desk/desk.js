// What every page of the desk has: menus that close when the user turns to something else, and
// the dialog that goes to anything by its name.

import "./go.js";
import { nameKeys } from "./key_names.js";

nameKeys();

// What was just done is read out, and the next Tab goes on from there.
if (document.activeElement === document.body) document.querySelector("[data-said]")?.focus();

document.addEventListener("click", (event) => closeMenus(event.target));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("focusin", (event) => closeMenus(event.target));

function closeMenus(target) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}
