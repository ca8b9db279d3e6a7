// Saves an answer for reading without a network. Loaded when first used, and for readers who have
// saved something.

import { announce, onSwap } from "./page_swap.js";

const WORKER = "/service-worker.js";
const PAGES = "readlevel-pages";
const LIST = "/saved/list.json";

/** @returns {Promise<{saved: object[], gone: object[]}>} what the reader has saved */
export async function readSaved() {
  const stored = await (await caches.open(PAGES)).match(LIST);
  return stored ? stored.json() : { saved: [], gone: [] };
}

/**
 * Have the service worker do something; rejects if it cannot.
 * @param {object} message
 */
export async function ask(message) {
  await navigator.serviceWorker.register(WORKER);
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage(message, [port2]);
  const { problem } = await answered;
  if (problem) throw new DOMException(problem, problem);
}

/** Save the answer on this page, or remove it if it is saved. */
export async function toggleSaved() {
  const buttons = findButtons();
  if (!buttons.length) return;
  const { unsupported, failed, full, done, gone } = buttons[0].dataset;
  if (!("serviceWorker" in navigator) || !("caches" in window)) return say(unsupported);
  const entry = describePage();
  buttons.forEach((button) => button.setAttribute("aria-busy", "true"));
  try {
    const isSaved = "isSaved" in buttons[0].dataset;
    await ask(isSaved ? { type: "remove", path: entry.path } : { type: "save", ...entry });
    say(isSaved ? gone : done);
  } catch (problem) {
    say(problem.name === "QuotaExceededError" ? full : failed);
  }
  buttons.forEach((button) => button.removeAttribute("aria-busy"));
  await showState();
}

/** Show on the buttons whether the answer on this page is saved. */
export async function showState() {
  const buttons = findButtons();
  if (!buttons.length || !("caches" in window)) return;
  const { path } = describePage();
  const found = (await readSaved()).saved.find((one) => one.path === path);
  for (const button of buttons) {
    button.toggleAttribute("data-is-saved", Boolean(found));
    button.textContent = found ? button.dataset.remove : button.dataset.offlineCopy;
  }
}

function findButtons() {
  return [...document.querySelectorAll("[data-offline-copy]")];
}

function describePage() {
  const question = document.querySelector(".question");
  const told = document.querySelector("[data-save-readers]")?.dataset;
  return {
    path: new URL(document.querySelector('link[rel="canonical"]').href).pathname,
    shell: new URL(findButtons()[0].dataset.shell, location.href).pathname,
    title: told?.saveTitle ?? question.textContent.trim(),
    language: document.documentElement.lang,
    direction: question.dir,
    readers: told?.saveReaders,
  };
}

function say(sentence) {
  document.querySelectorAll("[data-save-said], [data-tools-said]").forEach((one) => (one.textContent = sentence));
  announce(sentence);
}

onSwap(showState);
showState();
