// The persona chooser: sends a choice without leaving the page, and swaps the text in place.

import { announce, fetchPage, showParts } from "./page_swap.js";

export function startChooser() {
  const chooser = document.querySelector("[data-chooser]");
  const form = chooser?.querySelector("form");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter) send(chooser, form, event.submitter.value);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-choose]") : null;
    if (button) send(chooser, form, button.dataset.choose);
  });
  // A page restored from the back/forward cache may show an outdated choice.
  addEventListener("pageshow", (event) => event.persisted && refresh(chooser, form));
}

let sending = false;
let wanted = "";

/**
 * Send the choice and show the response. Choices made meanwhile are sent one after the other, so
 * that the last one is remembered. On any failure, send the form without the script.
 */
async function send(chooser, form, choice) {
  wanted = choice;
  markChoice(choice);
  if (sending) return;
  sending = true;
  const body = document.querySelector('[data-swap="body"]');
  body?.setAttribute("aria-busy", "true");
  try {
    for (let sent = ""; sent !== wanted; ) {
      sent = wanted;
      const fields = new URLSearchParams(new FormData(form));
      fields.set("persona", sent);
      const { page, url } = await fetchPage(form.action, { method: "POST", body: fields });
      if (sent === wanted) show(chooser, form, page, url);
    }
  } catch {
    // The field stays in a page that is restored from the back/forward cache.
    const field = form.querySelector('input[name="persona"]') ?? document.createElement("input");
    form.append(Object.assign(field, { type: "hidden", name: "persona", value: wanted }));
    form.submit();
  } finally {
    sending = false;
    body?.removeAttribute("aria-busy");
  }
}

async function refresh(chooser, form) {
  try {
    const { page, url } = await fetchPage(location.href);
    const choice = findChoice(page);
    if (choice && choice !== findChoice(document)) show(chooser, form, page, url);
  } catch {
    // Keep the page as it is.
  }
}

/** Update the chooser in place, so that it keeps the focus. */
function show(chooser, form, page, url) {
  const chosen = page.querySelector("[data-chosen]");
  const next = page.querySelector('[data-chooser] input[name="next"]');
  showParts(page, { fade: true });
  chooser.querySelector("[data-chosen]")?.replaceChildren(...(chosen?.cloneNode(true).childNodes ?? []));
  const name = document.querySelector("[data-reach-chosen]");
  if (name && chosen) name.textContent = chosen.textContent.trim();
  markChoice(findChoice(page));
  if (next) form.elements.namedItem("next").value = next.value;
  history.replaceState(history.state, "", url);
  announce(chosen?.textContent);
}

/** Mark a choice in the chooser and in the reading bar. */
function markChoice(choice) {
  for (const button of document.querySelectorAll("[data-chooser] .segment, [data-choose]")) {
    button.setAttribute("aria-pressed", String((button.dataset.choose ?? button.value) === choice));
  }
}

/** @returns {string | undefined} the choice that a page shows */
function findChoice(page) {
  return page.querySelector('[data-chooser] .segment[aria-pressed="true"]')?.value;
}
