// "Which best describes you?": a choice is sent as soon as it is made, and the text swapped in place.

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
  // The choice may have been made while this script was on its way.
  if (radios(form).some((radio) => radio.checked && !radio.defaultChecked)) send(chooser, form);
  // A page that Back brings from memory may have been left before the choice was changed elsewhere.
  addEventListener("pageshow", (event) => event.persisted && refresh(chooser, form));
}

let sending = false;
let changed = false;

/**
 * Send the choice and show what comes back. Choices made meanwhile are sent one after the other,
 * so that the last one is the one remembered; where anything fails the form is sent as a form.
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
    // The page as it was is better than none.
  }
}

/** The chooser itself stays, and with it the focus; only what it says is brought up to date. */
async function show(chooser, form, page, url) {
  const chosen = page.querySelector("[data-chosen]");
  const next = page.querySelector('[data-chooser] input[name="next"]');
  showParts(page, { fade: true });
  chooser.querySelector("[data-chosen]")?.replaceChildren(...(chosen?.cloneNode(true).childNodes ?? []));
  if (next) form.elements.namedItem("next").value = next.value;
  history.replaceState(history.state, "", url);
  announce(chosen?.textContent);
}

/** @returns {HTMLInputElement[]} */
function radios(form) {
  return [...form.querySelectorAll('input[type="radio"]')];
}
