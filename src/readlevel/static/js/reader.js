// Enhances readers' pages; their links and forms work without scripts.

import { startChooser } from "./chooser.js";
import { startExplain } from "./explain.js";
import { startFeedback } from "./feedback.js";
import { startDisclosures } from "./disclosures.js";
import { startExternalLinks } from "./external_links.js";
import { startReadingBar } from "./reading_bar.js";
import { startSearch } from "./search.js";
import { startTooltips } from "./tooltips.js";

startDisclosures();
startTooltips();
startChooser();
startExplain();
startFeedback();
startExternalLinks();
startSearch();
startReadingBar();

document.addEventListener("click", async ({ target }) => {
  if (target.closest?.("[data-offline-copy]")) (await import("./offline.js")).toggleSaved();
});
// Only readers who have saved something have a service worker.
if (navigator.serviceWorker?.controller) import("./offline.js");
