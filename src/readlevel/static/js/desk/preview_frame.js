// The page in a preview's frame: shows the HTML that it is passed as readers' pages do.

import { startDisclosures } from "../disclosures.js";
import { swapped } from "../page_swap.js";
import { startTooltips } from "../tooltips.js";

startDisclosures();
startTooltips();

document.addEventListener("readlevel-show", ({ detail: { html, theme } }) => {
  const top = document.scrollingElement.scrollTop;
  document.querySelector("main").innerHTML = html;
  document.documentElement.dataset.theme = theme;
  document.scrollingElement.scrollTop = top;
  swapped();
});

/** Links out of this page open in a new tab, so that no edits are lost. */
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!link || link.getAttribute("href").startsWith("#")) return;
  link.target = "_blank";
  link.rel = "noopener";
});

document.documentElement.dataset.ready = "";
