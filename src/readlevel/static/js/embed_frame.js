// An answer in a frame: sends its height to the page around it, and adopts that page's theme. It
// speaks two protocols: embed.js's and WordPress's (with a secret in the fragment). Nothing is
// stored: in a sandboxed frame, which has an opaque origin, accessing cookies throws.

import { startFeedback } from "./feedback.js";
import { startTooltips } from "./tooltips.js";

const VERSION = 1;
const THEMES = ["light", "dark", "auto"];
const fragment = new URLSearchParams(location.hash.replace(/^#\??/, ""));
const secret = /^\w{10}$/.test(fragment.get("secret") ?? "") ? fragment.get("secret") : null;
const NOT_PRINTED =
  "nav, .frame-choices, .check, form, button, svg, details, [hidden], .visually-hidden, .frame-onward, .reference-back";
const HOST = /^(https?:\/\/[^/\s]+|null)$/;
let host = HOST.test(fragment.get("host") ?? "") ? fragment.get("host") : null;
const content = document.querySelector("[data-frame]");
const framed = window.parent !== window;

startTooltips();
startFeedback();
startTools();
if (framed && content) {
  addEventListener("message", onMessage);
  introduce();
  // Browsers observe no sizes in a hidden frame, and WordPress hides it until it knows its height.
  addEventListener("load", sendHeight);
  document.fonts.ready.then(sendHeight);
  new ResizeObserver(sendHeight).observe(content);
  document.addEventListener("click", onClick);
  keepChoiceFocused();
}

/** Offer the reading tools, whose script loads when they are first opened. */
function startTools() {
  const tools = /** @type {HTMLDetailsElement | null} */ (find("[data-frame-tools]"));
  if (!tools) return;
  tools.hidden = false;
  tools.addEventListener("toggle", async () => {
    const { prepare } = await import("./reading_tools.js");
    prepare(tools.querySelector("[data-tools-panel]"));
  });
  addEventListener("readlevel-look", (event) => applyLook(/** @type {CustomEvent} */ (event).detail));
}

function applyLook(look) {
  const { dataset, style } = document.documentElement;
  style.fontSize = Number(look.size) > 1 ? `${Number(look.size) * 100}%` : "";
  for (const name of ["spacing", "face"]) {
    if (look[name]) dataset[name] = look[name];
    else delete dataset[name];
  }
}

/** Nothing is stored: the fragment says that the page was left by a choice, which keeps the focus. */
function keepChoiceFocused() {
  const given = location.hash.replace(/&?chosen$/, "");
  for (const link of document.querySelectorAll('a[href^="/embed/"]')) {
    link.hash = `${given}&chosen`;
  }
  if (location.hash === given) return;
  find(".frame-choices [aria-current]")?.focus({ preventScroll: true });
}

function find(selector) {
  return /** @type {HTMLElement | null} */ (document.querySelector(selector));
}

/** Send a message of embed.js's protocol to the page around. */
function send(message) {
  if (host) parent.postMessage({ readlevel: VERSION, ...message }, host === "null" ? "*" : host);
}

/** The origin of WordPress is unknown, so send it only what anybody may know. */
function sendToWordPress(message, value) {
  if (secret) parent.postMessage({ secret, message, value }, "*");
}

function introduce() {
  send({ type: "ready", title: document.title, persona: find("[data-persona]")?.dataset.persona });
  sendHeight();
  send({ type: "text", html: textToPrint(), lang: document.documentElement.lang });
}

/** The text as the page around prints it: paper cuts a frame through its lines. */
function textToPrint() {
  const printed = /** @type {HTMLElement} */ (content.querySelector(".frame-page").cloneNode(true));
  for (const part of printed.querySelectorAll(NOT_PRINTED)) part.remove();
  for (const link of printed.querySelectorAll("a")) link.href = link.href;
  for (const image of printed.querySelectorAll("img")) image.src = image.src;
  for (const part of printed.querySelectorAll("[id], [popover]")) {
    part.removeAttribute("id");
    part.removeAttribute("popover");
  }
  return printed.innerHTML;
}

function sendHeight() {
  const height = Math.ceil(content.getBoundingClientRect().height);
  send({ type: "height", height });
  sendToWordPress("height", height);
}

/** @param {MessageEvent} event */
function onMessage({ source, origin, data }) {
  if (source !== parent) return;
  // WordPress's script sends this once it has loaded, which may be after the first height was sent.
  if (secret && data?.secret === secret && data.message === "ready") return sendHeight();
  if (data?.readlevel !== VERSION) return;
  if (data.type === "hello" && !host && HOST.test(origin)) {
    host = origin;
    return introduce();
  }
  if (origin !== host) return;
  if (data.type === "theme" && THEMES.includes(data.theme)) {
    if (data.theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = data.theme;
  }
}

function onClick(event) {
  const within = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (within) return requestAnimationFrame(() => bringIntoView(within.hash));
  openLink(event);
}

/** Ask the page around to scroll to the target: a frame as high as its text cannot scroll. */
function bringIntoView(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  send({ type: "place", top: Math.round(target.getBoundingClientRect().top) });
}

/** If a sandbox blocks new windows, ask the page around to open the link, and show its URL. */
function openLink(event) {
  const link = event.target instanceof Element ? event.target.closest('a[target="_blank"]') : null;
  if (!link || event.defaultPrevented || self.origin !== "null") return;
  event.preventDefault();
  const opened = window.open(link.href, "_blank");
  if (opened) {
    opened.opener = null;
    return;
  }
  send({ type: "link", url: link.href });
  sendToWordPress("link", link.href);
  const shown = find("[data-address]");
  shown.hidden = false;
  shown.querySelector(".frame-url").textContent = link.href;
  shown.scrollIntoView({ block: "nearest" });
}
