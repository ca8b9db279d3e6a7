// The persona chooser: sends a choice as soon as it is made, and swaps the text in place.

import { announce, fetchPage, showParts } from "./page_swap.js";

export function startChooser() {
  const chooser = document.querySelector("[data-chooser]");
  const form = chooser?.querySelector("form");
  if (!form) return;
  chooser.toggleAttribute("data-live", true);
  form.addEventListener("change", () => send(chooser, form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(chooser, form);
  });
  // The choice may have been made before this script was loaded.
  if (radios(form).some((radio) => radio.checked && !radio.defaultChecked)) send(chooser, form);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-choose]") : null;
    const radio = button && radios(form).find(({ value }) => value === button.dataset.choose);
    if (!radio) return;
    radio.checked = true;
    send(chooser, form);
  });
  // A page restored from the back/forward cache may show an outdated choice.
  addEventListener("pageshow", (event) => event.persisted && refresh(chooser, form));
}

let sending = false;
let changed = false;

/**
 * Send the choice and show the response. Choices made meanwhile are sent one after the other, so
 * that the last one is remembered. On any failure, submit the form without the script.
 */
async function send(chooser, form) {
  changed = true;
  if (sending) return;
  sending = true;
  const body = document.querySelector('[data-swap="body"]');
  body?.setAttribute("aria-busy", "true");
  try {
    while (changed) {
      changed = false;
      const choice = new URLSearchParams(new FormData(form));
      const { page, url } = await fetchPage(form.action, { method: "POST", body: choice });
      if (!changed) await show(chooser, form, page, url);
    }
  } catch {
    form.submit();
  } finally {
    sending = false;
    body?.removeAttribute("aria-busy");
  }
}

async function refresh(chooser, form) {
  try {
    const { page, url } = await fetchPage(location.href);
    const chosen = page.querySelector("[data-chooser] input:checked")?.value;
    const radio = radios(form).find(({ value }) => value === chosen);
    if (!radio || radio.checked) return;
    radio.checked = true;
    await show(chooser, form, page, url);
  } catch {
    // Keep the page as it is.
  }
}

/** Update the chooser in place, so that it keeps the focus. */
async function show(chooser, form, page, url) {
  const chosen = page.querySelector("[data-chosen]");
  const next = page.querySelector('[data-chooser] input[name="next"]');
  showParts(page, { fade: true });
  chooser.querySelector("[data-chosen]")?.replaceChildren(...(chosen?.cloneNode(true).childNodes ?? []));
  markChoice(form, chosen);
  if (next) form.elements.namedItem("next").value = next.value;
  history.replaceState(history.state, "", url);
  announce(chosen?.textContent);
}

/** Say the choice in the reading bar too. */
function markChoice(form, chosen) {
  const name = document.querySelector("[data-reach-chosen]");
  if (name && chosen) name.textContent = chosen.textContent.trim();
  const value = radios(form).find((radio) => radio.checked)?.value;
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.setAttribute("aria-pressed", String(button.dataset.choose === value));
  }
}

/** @returns {HTMLInputElement[]} */
function radios(form) {
  return [...form.querySelectorAll('input[type="radio"]')];
}
