// Search as you type.

import { announce, fetchPage, showParts } from "./page_swap.js";

const DEBOUNCE = 200;
const REST = 2500;

export function startSearch() {
  const form = document.querySelector("form[data-search]");
  const field = form?.querySelector('input[type="search"]');
  if (!field) return;
  if (location.hash === `#${field.id}`) field.focus();
  let waiting = 0;
  let current = new AbortController();
  let resting = 0;
  let shown = field.value.trim();

  async function search() {
    const query = field.value.trim();
    if (query === shown) return;
    current.abort();
    current = new AbortController();
    const address = new URL(form.action);
    if (query) address.searchParams.set("q", query);
    try {
      const { page, url } = await fetchPage(address, { signal: current.signal, headers: say("typing") });
      await showParts(page);
      shown = query;
      history.replaceState(history.state, "", url);
      const back = document.querySelector('[data-chooser] input[name="next"]');
      if (back) back.value = new URL(url).pathname + new URL(url).search;
      // So that editors learn what nobody finds.
      const tell = () => query && fetch(address, { method: "HEAD", headers: say("ended") }).catch(() => {});
      resting = setTimeout(tell, REST);
      announce(document.querySelector('[data-swap="results"]')?.dataset.announcement);
    } catch {
      // Keep the hits; Enter submits the form, and the browser shows the error.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    clearTimeout(resting);
    waiting = setTimeout(search, DEBOUNCE);
  });
}

/** Tell the server whether words are still being typed (`search_results.py`). */
function say(stage) {
  return { "Readlevel-Search": stage };
}
