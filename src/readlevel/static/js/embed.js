/*! Readlevel answers on other sites' pages, version 1. See /embed of the site it comes from. */
// <div data-readlevel="slug" data-persona="patient"></div> or <readlevel-answer slug="slug">
// becomes a frame as high as its content, as frames that are there already do. Several sites may
// load this script; the first one serves all.
(() => {
  "use strict";
  const VERSION = 1;
  const TAG = "readlevel-answer";
  const FLAGS = ["persona", "lang", "theme", "header", "scores", "tools", "check"];
  const RESERVED = 480;
  const HIGHEST = 100000;
  /** Milliseconds until a frame must send a message, once loaded or in view. */
  const PATIENCE = { load: 4000, view: 12000 };
  const SCRIPT = 'script[src*="/embed.js"]';
  const script = document.currentScript ?? document.querySelector(SCRIPT);
  if (!script) return;
  const first = new URL(script.src).origin;
  if (window.Readlevel) return window.Readlevel.add?.(first);
  const sites = new Set([first]);
  /** @type {WeakMap<Element, string>} */
  const owners = new WeakMap();
  /** A page opened from a file has no origin to name. */
  const own = location.origin.startsWith("http") ? location.origin : "null";
  const shown = new Map();
  const tags = new Set();
  let planned = false;

  const isTag = (host) => host.localName === TAG;
  const nameOf = (host, flag) => (isTag(host) ? flag : `data-${flag}`);
  const read = (host, flag) => host.getAttribute(nameOf(host, flag)) ?? "";

  /** The theme of the page: its colour scheme, else its background colour. */
  function themeOf(host) {
    const declared = document.querySelector('meta[name="color-scheme"]')?.content;
    const scheme = getComputedStyle(host).colorScheme.replace("normal", declared ?? "");
    if (/^(only )?(dark|light)$/.test(scheme)) return scheme.slice(-5).trim();
    for (let element = host; element; element = element.parentElement ?? element.getRootNode().host) {
      const paint = getComputedStyle(element).backgroundColor.match(/^rgba?\(([^)]+)\)/);
      const [red, green, blue, alpha = 1] = (paint?.[1] ?? "0,0,0,0").split(/[\s,/]+/).map(Number);
      if (alpha > 0.5) return 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
    }
    return scheme.includes("dark") ? "auto" : "light";
  }

  const isAuto = (host) => !["light", "dark"].includes(read(host, "theme"));

  function originOf(address) {
    try {
      return new URL(address, location.href).origin;
    } catch {
      return "";
    }
  }

  /** The site of an element: from its attribute, the link in it, or the page's first script. */
  function siteOf(host) {
    if (!owners.has(host)) {
      const link = host.querySelector('a[href*="/answers/"]');
      const origin = originOf(read(host, "site") || link?.href || first);
      const isComing = [...document.querySelectorAll(SCRIPT)].some((one) => originOf(one.src) === origin);
      if (!sites.has(origin) && isComing) return "";
      owners.set(host, sites.has(origin) ? origin : first);
    }
    return owners.get(host);
  }

  function addressOf(host) {
    const site = siteOf(host);
    const slug = site && read(host, isTag(host) ? "slug" : "readlevel");
    if (!slug) return null;
    const address = new URL(`/embed/${encodeURIComponent(slug)}`, site);
    for (const flag of FLAGS) {
      const value = read(host, flag);
      if (value && value !== "auto") address.searchParams.set(flag, value);
    }
    const around = host.closest("[lang]") ?? host.getRootNode().host?.closest("[lang]");
    if (!address.searchParams.has("lang") && around) address.searchParams.set("lang", around.lang);
    return address;
  }

  function show(host) {
    const before = shown.get(host);
    const address = addressOf(host);
    if (!address || before?.address === address.href) return before && dress(host, before);
    const state = {
      address: address.href,
      site: address.origin,
      theme: "",
      persona: read(host, "persona"),
      fallback: before?.fallback ?? [...host.childNodes],
      link: `${address.origin}/answers/${address.pathname.split("/").pop()}`,
      timer: 0,
    };
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
    frame.addEventListener("load", () => expect(host, state, PATIENCE.load));
    clearTimeout(before?.timer);
    shown.set(host, state);
    if (isTag(host)) host.style.display = "block";
    host.replaceChildren(frame);
    inView.observe(frame);
  }

  const inView = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      inView.unobserve(target);
      const [host, state] = [...shown].find(([, one]) => one.frame === target) ?? [];
      if (host) expect(host, state, PATIENCE.view);
    }
  });

  /** Show the link again if the frame stays silent: it may be blocked, or its site down. */
  function expect(host, state, patience) {
    if (state.spoken || host === state.frame) return;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      if (state.fallback.every((node) => !node.textContent.trim())) state.fallback = [linkTo(state)];
      state.frame.style.display = "none";
      host.style.minHeight = "";
      host.prepend(...state.fallback);
    }, patience);
  }

  function linkTo({ link, frame }) {
    const made = document.createElement("a");
    made.href = link;
    made.textContent = frame.title === "Readlevel" ? link : frame.title;
    return made;
  }

  function noteSpoken(state) {
    if (state.spoken) return;
    state.spoken = true;
    clearTimeout(state.timer);
    if (state.frame.style.display === "none") {
      state.frame.style.display = "block";
      for (const node of state.fallback) node.remove();
    }
  }

  /** Adopt a frame in the page, such as oEmbed's: it then grows too. */
  function adopt(frame) {
    if (shown.has(frame) || !sites.has(originOf(frame.src)) || frame.src.includes("#secret=")) return;
    if ([...shown].some(([, one]) => one.frame === frame)) return;
    const state = { frame, address: frame.src, site: originOf(frame.src), theme: "", persona: "" };
    const sayHello = () => send(state, { type: "hello" });
    shown.set(frame, state);
    frame.addEventListener("load", sayHello);
    sayHello();
  }

  /** Send the frame the page's theme if that has changed. */
  function dress(host, state) {
    if (!isAuto(host)) return;
    const theme = themeOf(host);
    if (theme === state.theme) return;
    state.theme = theme;
    send(state, { type: "theme", theme });
  }

  function send(state, message) {
    state.frame.contentWindow?.postMessage({ readlevel: VERSION, ...message }, state.site);
  }

  function look() {
    planned = false;
    for (const [host, { frame, timer }] of shown) {
      if (host === frame && host.isConnected) continue;
      if (host.isConnected && frame.parentNode === host && addressOf(host)) continue;
      clearTimeout(timer);
      frame.remove();
      shown.delete(host);
    }
    new Set([...document.querySelectorAll(`[data-readlevel],${TAG}`), ...tags]).forEach(show);
    document.querySelectorAll('iframe[src*="/embed/"]').forEach(adopt);
  }

  function plan() {
    if (!planned) requestAnimationFrame(look);
    planned = true;
  }

  addEventListener("message", ({ origin, source, data }) => {
    if (!sites.has(origin) || data?.readlevel !== VERSION) return;
    const [host, state] = [...shown].find(([, one]) => one.frame.contentWindow === source) ?? [];
    if (!host || state.site !== origin) return;
    noteSpoken(state);
    if (data.type === "height" && data.height > 0 && data.height < HIGHEST) {
      state.frame.style.height = `${data.height}px`;
      if (host !== state.frame) host.style.minHeight = "";
    } else if (data.type === "text") {
      state.text = data;
    } else if (data.type === "place" && Number.isFinite(data.top)) {
      scrollToTarget(state.frame.getBoundingClientRect().top + data.top);
    } else if (data.type === "ready") {
      if (typeof data.title === "string") state.frame.title = data.title.slice(0, 300);
      if (state.theme) send(state, { type: "theme", theme: state.theme });
      if (host !== state.frame && /^[\w-]+$/.test(data.persona ?? "")) {
        reflectPersona(host, state, data.persona);
      }
    }
  });

  /** Print the text in place of the frame, which paper cuts through its lines. */
  function print() {
    for (const [, { frame, text }] of shown) {
      const { display } = frame.style;
      if (!text || display === "none") continue;
      const sheet = document.createElement("div");
      sheet.lang = text.lang;
      sheet.innerHTML = text.html;
      frame.after(sheet);
      frame.style.display = "none";
      const undo = () => {
        sheet.remove();
        frame.style.display = display;
      };
      addEventListener("afterprint", undo, { once: true });
    }
  }

  /** Scroll to the target of a link in a frame: some browsers do not let the frame do so. */
  function scrollToTarget(top) {
    if (top < 0 || top > innerHeight * 0.9) scrollBy({ top: top - innerHeight / 3 });
  }

  /** Reflect the persona chosen in the frame on the element, and tell the page. */
  function reflectPersona(host, state, persona) {
    const before = state.persona;
    state.persona = persona;
    if (!before || before === persona) return;
    host.setAttribute(nameOf(host, "persona"), persona);
    state.address = addressOf(host).href;
    host.dispatchEvent(
      new CustomEvent("readlevel:persona", { bubbles: true, composed: true, detail: { persona } }),
    );
  }

  /** An element that reports its changes itself, so it works in a shadow tree. */
  class Answer extends HTMLElement {
    static observedAttributes = ["slug", "site", "lang", ...FLAGS];
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

  /** Show the answers of another site too: its copy of this script calls this. */
  function add(origin) {
    sites.add(origin);
    plan();
  }

  window.Readlevel = { version: VERSION, refresh: look, add };
  if (!customElements.get(TAG)) customElements.define(TAG, Answer);
  new MutationObserver(plan).observe(document.documentElement, {
    attributeFilter: [
      ...["class", "style", "lang", "slug", "data-readlevel", "data-theme", "data-bs-theme"],
      ...["media", "disabled", "href"], // attributes of style sheets
      ...FLAGS.flatMap((flag) => [flag, `data-${flag}`]),
    ],
    childList: true,
    subtree: true,
  });
  // Pages switch to dark in many ways, most with an attribute of the root element.
  new MutationObserver(plan).observe(document.documentElement, { attributes: true });
  addEventListener("transitionend", plan);
  addEventListener("beforeprint", print);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", plan);
  look();
})();
