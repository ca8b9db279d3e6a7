// Disclosures: parts that are open where they have a column of their own, and the list of languages.

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
  if (languages) startLanguages(languages);
}

/** Open the list of the footer below the link that leads to it. */
function startLanguages(languages) {
  const link = languages.querySelector("a");
  const menu = document.querySelector("#languages ul").cloneNode(true);
  menu.hidden = true;
  languages.append(menu);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    menu.hidden = !menu.hidden;
    menu.querySelector("a").focus();
  });
  languages.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.hidden) return;
    menu.hidden = true;
    link.focus();
  });
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, ({ target }) => (menu.hidden ||= !languages.contains(target)));
  }
}
