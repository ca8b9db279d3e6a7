// The control for which terms are explained: sends the choice, and swaps the text in place.

import { announce, fetchPage, showParts } from "./page_swap.js";

export function startExplain() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-explain]") || !event.submitter) return;
    event.preventDefault();
    send(form, /** @type {HTMLButtonElement} */ (event.submitter));
  });
}

/** Send the choice and show the response; on failure, submit the form without the script. */
async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const choice = button.value;
  try {
    const { page } = await fetchPage(form.action, { method: "POST", body });
    showParts(page, { fade: true });
    const chosen = document.querySelector(`form[data-explain] button[value="${choice}"]`);
    chosen?.focus();
    announce(`${form.getAttribute("aria-label")}: ${button.textContent}`);
  } catch {
    const given = document.createElement("input");
    Object.assign(given, { type: "hidden", name: button.name, value: choice });
    form.append(given);
    form.submit();
  }
}
