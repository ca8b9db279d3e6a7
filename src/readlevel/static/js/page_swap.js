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

/**
 * Announce `sentence` to assistive technology through the live region.
 * @param {string | null | undefined} sentence
 */
export function announce(sentence) {
  const announcer = document.querySelector("[data-announcer]");
  if (announcer && sentence) announcer.textContent = sentence.trim().replace(/\s+/g, " ");
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
 * the first visible heading.
 * @param {() => void} change
 */
function keepScrollPosition(change) {
  const find = findLandmark();
  const before = find?.().getBoundingClientRect().top;
  change();
  const after = find?.()?.getBoundingClientRect().top;
  if (before !== undefined && after !== undefined && before !== after) {
    scrollBy({ top: after - before, behavior: "instant" });
  }
}

/** @returns {(() => Element | null) | undefined} finds the landmark before and after the change */
function findLandmark() {
  const seen = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const chooser = document.querySelector("[data-chooser]");
  if (chooser && seen(chooser)) return () => chooser;
  const heading = [...document.querySelectorAll("main :is(h1, h2, h3)")].find(
    (element) => element.id && seen(element),
  );
  return heading && (() => document.getElementById(heading.id));
}
