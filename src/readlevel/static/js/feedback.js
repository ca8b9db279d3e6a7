// The ease vote: sends the answer, and replaces the buttons with thanks.

import { announce } from "./page_swap.js";

export function startFeedback() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-ease]") || !event.submitter) return;
    event.preventDefault();
    send(form, /** @type {HTMLButtonElement} */ (event.submitter));
  });
}

/** Send the vote and say thanks; on failure, submit the form without the script. */
async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  try {
    const response = await fetch(form.action, { method: "POST", body, credentials: "omit" });
    if (!response.ok) throw new Error(`${form.action} answered ${response.status}`);
    const thanks = document.createElement("p");
    thanks.textContent = form.dataset.thanks;
    thanks.tabIndex = -1;
    form.replaceWith(thanks);
    thanks.focus();
    announce(thanks.textContent);
  } catch {
    const given = document.createElement("input");
    Object.assign(given, { type: "hidden", name: button.name, value: button.value });
    form.append(given);
    form.submit();
  }
}
