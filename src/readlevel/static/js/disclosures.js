// Disclosures: parts that are open where they have a column of their own, and the language menu.

import { onSwap } from "./page_swap.js";

export function startDisclosures() {
  const roomy = matchMedia("(min-width: 64rem)");
  const update = () => {
    for (const details of document.querySelectorAll("details[data-roomy]")) {
      details.open = roomy.matches;
      details.dataset.roomy = "set";
    }
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
