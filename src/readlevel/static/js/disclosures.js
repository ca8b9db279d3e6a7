// Disclosures: the table of contents, open if it has a column of its own, and the language menu.

import { onSwap } from "./page_swap.js";

export function startDisclosures() {
  const roomy = matchMedia("(min-width: 64rem)");
  const update = () => {
    const contents = document.querySelector("[data-contents]");
    if (contents) contents.open = roomy.matches;
  };
  update();
  roomy.addEventListener("change", update);
  onSwap(update);

  const languages = document.querySelector("[data-languages]");
  if (!languages) return;
  languages.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !languages.open) return;
    languages.open = false;
    languages.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!languages.contains(event.target)) languages.open = false;
  });
}
