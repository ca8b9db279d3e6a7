// Opens pages of an answer in a panel beside its text, each in a frame that is kept while the text
// is open: nothing typed on either side is lost.

const KEY = "readlevel-panel";
const NARROW = matchMedia("(max-width: 64rem)");
const bar = document.querySelector("[data-panels]");
const main = document.querySelector("main");
let panel = null;
let open = null;

if (bar) {
  const links = [...bar.querySelectorAll("[data-panel]")];
  for (const link of links) link.setAttribute("aria-expanded", "false");
  bar.addEventListener("click", (event) => {
    const link = event.target.closest("[data-panel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link === open) close();
    else show(link, true);
  });
  // A narrow screen shows the panel over the text, as a page of its own: it does not come back.
  const before = NARROW.matches ? null : recall();
  const link = before && links.find((one) => one.dataset.panel === before);
  if (link) show(link, false);
  NARROW.addEventListener("change", cover);
  document.addEventListener("readlevel:close-panel", close);
  document.addEventListener("readlevel:leave-panel", () => {
    if (NARROW.matches) close();
    else document.querySelector(".cm-content, textarea")?.focus();
  });
}

function show(link, isChosen) {
  panel ??= build();
  const key = link.dataset.panel;
  for (const frame of panel.querySelectorAll("iframe")) frame.hidden = frame.name !== `panel-${key}`;
  if (!panel.querySelector(`iframe[name="panel-${key}"]`)) panel.append(makeFrame(key, link));
  const name = panel.querySelector("[data-panel-name]");
  name.textContent = link.textContent;
  panel.setAttribute("aria-label", link.textContent);
  panel.querySelector("[data-panel-page]").href = link.href;
  panel.hidden = false;
  document.body.classList.add("has-panel");
  open?.setAttribute("aria-expanded", "false");
  open = link;
  open.setAttribute("aria-expanded", "true");
  cover();
  remember(key);
  if (isChosen) name.focus();
}

function close() {
  if (!open) return;
  const link = open;
  panel.hidden = true;
  document.body.classList.remove("has-panel");
  link.setAttribute("aria-expanded", "false");
  open = null;
  cover();
  remember("");
  link.focus();
}

function cover() {
  // What is behind a panel that covers the page cannot be reached.
  const isCovered = Boolean(open) && NARROW.matches;
  for (const part of [main, document.querySelector(".desk-bar")]) part.inert = isCovered;
}

function build() {
  const words = document.querySelector("[data-panel-words]");
  const made = words.content.firstElementChild.cloneNode(true);
  document.body.append(made);
  made.querySelector("[data-panel-close]").addEventListener("click", close);
  made.addEventListener("keydown", (event) => event.key === "Escape" && close());
  return made;
}

function makeFrame(key, link) {
  const frame = document.createElement("iframe");
  frame.name = `panel-${key}`;
  frame.title = link.textContent;
  frame.src = link.href;
  frame.addEventListener("load", () => {
    const shown = frame.contentDocument;
    // Over plain HTTP browsers do not say that a frame asks, so the server refuses to be framed.
    if (!shown) return location.assign(link.href);
    shown.addEventListener("click", keepText);
    shown.addEventListener("keydown", passKey);
  });
  return frame;
}

// Links to other pages than those of panels leave the text open.
function keepText(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.target) return;
  const [to, here] = [new URL(link.href), new URL(location.href)];
  if (to.pathname === here.pathname) {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("readlevel:leave-panel"));
  } else if (to.origin !== here.origin || !isOfPanel(to.pathname)) link.target = "_blank";
}

function isOfPanel(path) {
  return [...bar.querySelectorAll("[data-panel]")].some((link) => {
    const own = new URL(link.href).pathname;
    return path === own || path.startsWith(`${own}/`);
  });
}

function passKey(event) {
  if (event.defaultPrevented || event.shiftKey || event.altKey) return;
  const { key, ctrlKey, metaKey } = event;
  const isOpenedThere = event.target.closest("dialog[open], details[open] > summary");
  if (key === "Escape" && !ctrlKey && !metaKey && !isOpenedThere) close();
  if (!(ctrlKey || metaKey) || !["s", "k"].includes(key.toLowerCase())) return;
  const passed = new KeyboardEvent("keydown", {
    key,
    ctrlKey,
    metaKey,
    bubbles: true,
    cancelable: true,
  });
  // What the page around has no use for is left to the browser.
  if (!document.body.dispatchEvent(passed)) event.preventDefault();
}

function remember(key) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([location.pathname, key]));
  } catch {
    // Without session storage the panel is closed after saving.
  }
}

function recall() {
  try {
    const [path, key] = JSON.parse(sessionStorage.getItem(KEY));
    return path === location.pathname ? key : "";
  } catch {
    return "";
  }
}
