// Fetches a page of this site and replaces the parts of this page with its parts.

/** Elements of the head that describe the page and are replaced with it. */
const HEAD = [
  'link[rel="canonical"]',
  'link[rel="alternate"][hreflang]',
  'script[type="application/ld+json"]',
];

const FADE = { opacity: [0.2, 1] };
const FADE_MILLISECONDS = 220;

const listeners = new Set();

/**
 * Call `listener` after each swap, to set up the new parts.
 * @param {() => void} listener
 */
export function onSwap(listener) {
  listeners.add(listener);
}

/** Notify the listeners of a swap. */
export function swapped() {
  listeners.forEach((listener) => listener());
}

/**
 * Fetch a page. Rejects if the server cannot be reached or answers with an error.
 * @param {string | URL} url
 * @param {RequestInit} [options]
 * @returns {Promise<{page: Document, url: string}>} the page and its final URL
 */
export async function fetchPage(url, options) {
  const response = await fetch(url, { credentials: "same-origin", ...options });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { page, url: response.url };
}

/**
 * Replace the parts (`data-swap`) of this page with those of `page`, and title and head links.
 * Throws without changing anything if `page` lacks a part.
 * @param {Document} page
 * @param {{fade?: boolean}} [options] whether the text fades in, unless reduced motion is preferred
 */
export function showParts(page, { fade = false } = {}) {
  const pairs = [...document.querySelectorAll("[data-swap]")].map((old) => {
    const fresh = page.querySelector(`[data-swap="${old.dataset.swap}"]`);
    if (!fresh) throw new Error(`the page has no ${old.dataset.swap}`);
    return [old, fresh];
  });
  const change = () => {
    keepScrollPosition(() => pairs.forEach(([old, fresh]) => old.replaceWith(document.adoptNode(fresh))));
    document.title = page.title;
    replaceHead(page);
    swapped();
  };
  change();
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // View transitions crash WebKitGTK without compositing.
  if (fade && !isStill) document.querySelector(".answer-body")?.animate(FADE, FADE_MILLISECONDS);
}

let announcing = 0;

/**
 * Announce `sentence` to assistive technology through the live region. It is emptied first, so that
 * the same sentence is heard again.
 * @param {string | null | undefined} sentence
 */
export function announce(sentence) {
  const announcer = document.querySelector("[data-announcer]");
  if (!announcer || !sentence) return;
  clearTimeout(announcing);
  announcer.textContent = "";
  announcing = setTimeout(() => {
    announcer.textContent = sentence.trim().replace(/\s+/g, " ");
  }, 60);
}

/** @param {Document} page */
function replaceHead(page) {
  for (const selector of HEAD) {
    document.head.querySelectorAll(selector).forEach((element) => element.remove());
    document.head.append(...page.head.querySelectorAll(selector));
  }
}

/**
 * Make a change, and keep the scroll position relative to the chooser if it is visible, else to
 * the section that is read: in another text, to the section that says the same.
 * @param {() => void} change
 */
function keepScrollPosition(change) {
  const chooser = document.querySelector("[data-chooser]");
  const heading = chooser && isSeen(chooser) ? null : findReadHeading();
  const kept = heading ?? chooser;
  const before = kept?.getBoundingClientRect().top;
  const partners = heading ? findPartners(heading.id) : {};
  change();
  const { audience } = document.querySelector("[data-audience]")?.dataset ?? {};
  const after = heading
    ? document.getElementById(partners[audience] ?? heading.id)
    : document.querySelector("[data-chooser]");
  if (before === undefined || !after) return;
  const moved = after.getBoundingClientRect().top - before;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
}

function isSeen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** The last heading in or above the upper part of the window, or the first that is visible. */
function findReadHeading() {
  const headings = [...document.querySelectorAll("main :is(h1, h2, h3)[id]")];
  const above = headings.filter((one) => one.getBoundingClientRect().top < innerHeight * 0.3);
  return above.filter((one) => one.id.startsWith("s-")).at(-1) ?? headings.find(isSeen) ?? null;
}

/** The anchors of the sections of the other texts, by audience (`_table_of_contents.html`). */
function findPartners(id) {
  const links = document.querySelectorAll(`a[data-section="${CSS.escape(id)}"]`);
  return Object.fromEntries([...links].map((link) => [link.dataset.for, link.hash.slice(1)]));
}
