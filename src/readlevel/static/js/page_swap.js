// Fetching a page of this site and putting its parts in place of this page's.

/** What stands once in a page's head and tells what the page is. */
const HEAD = [
  'link[rel="canonical"]',
  'link[rel="alternate"][hreflang]',
  'script[type="application/ld+json"]',
];

const FADE = { opacity: [0.2, 1] };
const FADE_MILLISECONDS = 220;

const afterwards = new Set();

/**
 * Call `listener` after each swap, for what it set up in the parts that are gone.
 * @param {() => void} listener
 */
export function onSwap(listener) {
  afterwards.add(listener);
}

/** Tell those who listen that parts of the page are others now. */
export function swapped() {
  afterwards.forEach((listener) => listener());
}

/**
 * Fetch a page. Rejects where the server cannot be reached or answers with an error.
 * @param {string | URL} url
 * @param {RequestInit} [options]
 * @returns {Promise<{page: Document, url: string}>} the page and the address it came from
 */
export async function fetchPage(url, options) {
  const response = await fetch(url, { credentials: "same-origin", ...options });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { page, url: response.url };
}

/**
 * Show the parts (`data-swap`) of `page` in place of this page's, and its title and head links.
 * Throws, with nothing changed, where `page` lacks a part.
 * @param {Document} page
 * @param {{fade?: boolean}} [options] whether the text fades in where motion is welcome
 */
export function showParts(page, { fade = false } = {}) {
  const pairs = [...document.querySelectorAll("[data-swap]")].map((old) => {
    const fresh = page.querySelector(`[data-swap="${old.dataset.swap}"]`);
    if (!fresh) throw new Error(`the page has no ${old.dataset.swap}`);
    return [old, fresh];
  });
  const change = () => {
    keepPlace(() => pairs.forEach(([old, fresh]) => old.replaceWith(document.adoptNode(fresh))));
    document.title = page.title;
    replaceHead(page);
    swapped();
  };
  change();
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // View transitions crash WebKitGTK where it does not composite.
  if (fade && !isStill) document.querySelector(".answer-body")?.animate(FADE, FADE_MILLISECONDS);
}

/**
 * Have assistive technology say `sentence` when it is idle.
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
 * Make a change, and scroll so that what the reader looks at stays where it is: the chooser, else
 * the heading nearest the top of the window.
 * @param {() => void} change
 */
function keepPlace(change) {
  const find = findLandmark();
  const before = find?.().getBoundingClientRect().top;
  change();
  const after = find?.()?.getBoundingClientRect().top;
  if (before !== undefined && after !== undefined && before !== after) {
    scrollBy({ top: after - before, behavior: "instant" });
  }
}

/** @returns {(() => Element | null) | undefined} finds the landmark, before the change and after */
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
