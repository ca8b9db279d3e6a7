/*! Readlevel answers on other sites' pages, version 1. See /embed of the site it comes from. */
// <div data-readlevel="slug" data-persona="patient"></div> or <readlevel-answer slug="slug">
// becomes a frame as high as what is in it. Nothing is stored, no cookie is set.
(() => {
  "use strict";
  const VERSION = 1;
  const TAG = "readlevel-answer";
  const FLAGS = ["persona", "lang", "theme", "header", "scores"];
  const RESERVED = 480;
  const HIGHEST = 100000;
  const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');
  if (window.Readlevel || !script) return;
  const site = new URL(script.src).origin;
  /** A page that was opened as a file has no origin that could be named. */
  const own = location.origin.startsWith("http") ? location.origin : "null";
  const shown = new Map();
  const tags = new Set();
  let planned = false;

  const isTag = (host) => host.localName === TAG;
  const nameOf = (host, flag) => (isTag(host) ? flag : `data-${flag}`);
  const read = (host, flag) => host.getAttribute(nameOf(host, flag)) ?? "";

  /** How the page looks around the frame: by its colour scheme, else by what is painted behind. */
  function themeOf(host) {
    const said = document.querySelector('meta[name="color-scheme"]')?.content;
    const scheme = getComputedStyle(host).colorScheme.replace("normal", said ?? "");
    if (/^(only )?(dark|light)$/.test(scheme)) return scheme.slice(-5).trim();
    for (let element = host; element; element = element.parentElement ?? element.getRootNode().host) {
      const paint = getComputedStyle(element).backgroundColor.match(/^rgba?\(([^)]+)\)/);
      const [red, green, blue, alpha = 1] = (paint?.[1] ?? "0,0,0,0").split(/[\s,/]+/).map(Number);
      if (alpha > 0.5) return 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
    }
    return scheme.includes("dark") ? "auto" : "light";
  }

  const isAuto = (host) => !["light", "dark"].includes(read(host, "theme"));

  function addressOf(host) {
    const slug = read(host, isTag(host) ? "slug" : "readlevel");
    const address = new URL(`/embed/${encodeURIComponent(slug)}`, site);
    for (const flag of FLAGS) {
      const value = read(host, flag);
      if (value && value !== "auto") address.searchParams.set(flag, value);
    }
    const around = host.closest("[lang]") ?? host.getRootNode().host?.closest("[lang]");
    if (!address.searchParams.has("lang") && around) address.searchParams.set("lang", around.lang);
    return slug && address;
  }

  function show(host) {
    const before = shown.get(host);
    const address = addressOf(host);
    if (!address || before?.address === address.href) return before && dress(host, before);
    const state = { address: address.href, theme: "", persona: read(host, "persona") };
    if (isAuto(host)) {
      state.theme = themeOf(host);
      if (state.theme !== "auto") address.searchParams.set("theme", state.theme);
    }
    address.hash = `host=${own}`;
    const frame = (state.frame = document.createElement("iframe"));
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    frame.title = before?.frame.title || host.getAttribute("title") || "Readlevel";
    const height = before?.frame.style.height || `${Number(read(host, "height")) || RESERVED}px`;
    frame.style.cssText = `display:block;width:100%;border:0;height:${height}`;
    frame.src = address.href;
    shown.set(host, state);
    if (isTag(host)) host.style.display = "block";
    host.replaceChildren(frame);
  }

  /** Tell the frame when the page around it has become light or dark. */
  function dress(host, state) {
    if (!isAuto(host)) return;
    const theme = themeOf(host);
    if (theme === state.theme) return;
    state.theme = theme;
    tell(state, { type: "theme", theme });
  }

  function tell(state, message) {
    state.frame.contentWindow?.postMessage({ readlevel: VERSION, ...message }, site);
  }

  function look() {
    planned = false;
    for (const [host, { frame }] of shown) {
      if (host.isConnected && frame.parentNode === host && addressOf(host)) continue;
      frame.remove();
      shown.delete(host);
    }
    new Set([...document.querySelectorAll(`[data-readlevel],${TAG}`), ...tags]).forEach(show);
  }

  function plan() {
    if (!planned) requestAnimationFrame(look);
    planned = true;
  }

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== site || data?.readlevel !== VERSION) return;
    const [host, state] = [...shown].find(([, one]) => one.frame.contentWindow === source) ?? [];
    if (!host) return;
    if (data.type === "height" && data.height > 0 && data.height < HIGHEST) {
      state.frame.style.height = `${data.height}px`;
      host.style.minHeight = "";
    } else if (data.type === "place" && Number.isFinite(data.top)) {
      bring(state.frame.getBoundingClientRect().top + data.top);
    } else if (data.type === "ready") {
      if (typeof data.title === "string") state.frame.title = data.title.slice(0, 300);
      if (state.theme) tell(state, { type: "theme", theme: state.theme });
      if (/^[\w-]+$/.test(data.persona ?? "")) hear(host, state, data.persona);
    }
  });

  /** Some browsers do not let a frame scroll the page around it to where a link in it leads. */
  function bring(top) {
    if (top < 0 || top > innerHeight * 0.9) scrollBy({ top: top - innerHeight / 3 });
  }

  /** The reader chose in the frame: the element says so too, and its page may listen. */
  function hear(host, state, persona) {
    const before = state.persona;
    state.persona = persona;
    if (!before || before === persona) return;
    host.setAttribute(nameOf(host, "persona"), persona);
    state.address = addressOf(host).href;
    host.dispatchEvent(
      new CustomEvent("readlevel:persona", { bubbles: true, composed: true, detail: { persona } }),
    );
  }

  /** An element that says itself when it comes, goes and changes: also in a shadow tree. */
  class Answer extends HTMLElement {
    static observedAttributes = ["slug", "lang", ...FLAGS];
    connectedCallback() {
      tags.add(this);
      plan();
    }
    disconnectedCallback() {
      tags.delete(this);
      plan();
    }
    attributeChangedCallback() {
      plan();
    }
  }

  window.Readlevel = { version: VERSION, refresh: look };
  if (!customElements.get(TAG)) customElements.define(TAG, Answer);
  new MutationObserver(plan).observe(document.documentElement, {
    attributeFilter: [
      ...["class", "style", "lang", "slug", "data-readlevel", "data-theme", "data-bs-theme"],
      ...["media", "disabled", "href"], // of style sheets
      ...FLAGS.flatMap((flag) => [flag, `data-${flag}`]),
    ],
    childList: true,
    subtree: true,
  });
  // Pages say in many ways that they are dark, most of them at the root.
  new MutationObserver(plan).observe(document.documentElement, { attributes: true });
  addEventListener("transitionend", plan);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", plan);
  look();
})();
