// The panel "Aa": how the text looks, listening, printing and sharing. Loaded when first opened.

import { announce } from "./page_swap.js";
import { SETTINGS, readSettings, saveSettings } from "./reading_settings.js";

/** @param {HTMLElement} button the button that opens the panel */
export function toggleTools(button) {
  const panel = document.querySelector("[data-tools-panel]");
  prepare(panel);
  panel.togglePopover();
  const shown = panel.matches(":popover-open");
  button.setAttribute("aria-expanded", String(shown));
  if (shown) panel.querySelector("button, select")?.focus({ preventScroll: true });
}

/** Make the panel work, once. */
export function prepare(panel) {
  if (panel.dataset.ready) return;
  panel.dataset.ready = "yes";
  showSettings(panel);
  panel.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLSelectElement) || !(field.name in SETTINGS)) return;
    saveSettings({ ...readSettings(), [field.name]: field.value });
  });
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const opener = document.querySelector('[data-tools][aria-expanded="true"]');
    opener?.setAttribute("aria-expanded", "false");
    if (document.activeElement === document.body || panel.contains(document.activeElement)) opener?.focus();
  });
  panel.addEventListener("click", (event) => run(panel, event.target.closest("button")?.dataset.tool));
  panel.querySelector('[data-tool="share"]')?.toggleAttribute("hidden", !navigator.share);
}

function showSettings(panel) {
  for (const [name, value] of Object.entries(readSettings())) {
    const field = panel.querySelector(`select[name="${name}"]`);
    if (field) field.value = value;
  }
}

async function run(panel, tool) {
  const url = document.querySelector('link[rel="canonical"]')?.href ?? location.href;
  if (tool === "close") panel.hidePopover();
  if (tool === "print") print();
  if (tool === "share") navigator.share({ title: document.title, url }).catch(() => {});
  if (tool === "reset") {
    saveSettings(Object.fromEntries(Object.entries(SETTINGS).map(([name, [first]]) => [name, first])));
    showSettings(panel);
  }
  if (tool === "copy") {
    const { copied, failed } = panel.querySelector('[data-tool="copy"]').dataset;
    const done = await navigator.clipboard?.writeText(url).then(() => true, () => false);
    say(panel, done ? copied : `${failed} ${url}`);
  }
  if (tool === "listen") {
    const { toggleListening } = await import("./listen.js");
    toggleListening(panel, (sentence) => say(panel, sentence));
  }
}

function say(panel, sentence) {
  panel.querySelector("[data-tools-said]").textContent = sentence;
  announce(sentence);
}
