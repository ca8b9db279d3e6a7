// What folds: the table of contents, open where it has a column of its own, and the languages.

import { onSwap } from "./page_swap.js";

export function startFolds() {
  const roomy = matchMedia("(min-width: 64rem)");
  const unfold = () => {
    const contents = document.querySelector("[data-contents]");
    if (contents) contents.open = roomy.matches;
  };
  unfold();
  roomy.addEventListener("change", unfold);
  onSwap(unfold);

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
