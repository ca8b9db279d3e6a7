// The snippet builder: updates the snippet at each change, and copies it.

import { fetchPage } from "./page_swap.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-build]"));
const built = () => document.querySelector("[data-built]");

offerCopies();
document.addEventListener("click", onClick);
form?.addEventListener("change", show);

function offerCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

/** Show the snippet for the form; on failure, submit the form without the script. */
async function show() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
  try {
    const { page, url } = await fetchPage(address);
    built().replaceChildren(...page.querySelector("[data-built]").childNodes);
    history.replaceState(null, "", url);
    offerCopies();
  } catch {
    form.submit();
  }
}

/** @param {MouseEvent} event */
async function onClick({ target }) {
  const button = target instanceof Element ? target.closest("[data-copy]") : null;
  if (!button) return;
  const code = document.querySelector(`[data-code="${button.dataset.copy}"]`);
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = button.dataset.copied;
  } catch {
    // Without permission to copy, select the code.
    getSelection().selectAllChildren(code);
  }
}
