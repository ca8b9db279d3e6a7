// Keeps the answers that a reader has saved, and shows them where there is no network. It is
// registered when the first answer is saved. Online, every page comes from the network.

const PAGES = "readlevel-pages";
const PARTS = "readlevel-parts";
const LIST = "/saved/list.json";
const CHECK_MILLISECONDS = 60_000;

/** Paths whose responses belong to a page: styles, scripts, fonts, pictures. */
const PART = /^\/(?:static|look)\/|\/images\//;
const FOREIGN = /^\/(?:edit|api|embed|oembed|infobutton)(?:[/?]|$)/;

let checkedAt = 0;
let turn = Promise.resolve();

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  const answer = (result) => event.ports[0]?.postMessage(result);
  const deeds = { save: () => save(event.data), remove: () => remove(event.data.path), check };
  const deed = deeds[event.data?.type];
  if (!deed) return;
  event.waitUntil(
    inTurn(deed).then(
      () => answer({ done: true }),
      (problem) => answer({ problem: problem?.name ?? "Error" }),
    ),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || FOREIGN.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(navigate(event, url));
  else if (PART.test(url.pathname)) event.respondWith(loadPart(request));
});

/** Run `deed` after all that began before it: the list is read, changed and written. */
function inTurn(deed) {
  const done = turn.then(deed);
  turn = done.catch(() => {});
  return done;
}

async function navigate(event, url) {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return showSaved(url.pathname);
  }
  if (Date.now() - checkedAt > CHECK_MILLISECONDS) event.waitUntil(inTurn(check));
  return response;
}

async function loadPart(request) {
  try {
    return await fetch(request);
  } catch (problem) {
    const kept = await (await caches.open(PARTS)).match(request.url);
    if (!kept) throw problem;
    return kept;
  }
}

/** The saved copy for a path, with its date; or else the page that lists the saved answers. */
async function showSaved(path) {
  const pages = await caches.open(PAGES);
  const { saved, shell } = await readList();
  const found = saved.find((one) => one.path === path) ?? saved.find((one) => one.path.startsWith(`${path}/`));
  const copy = found && (await pages.match(found.path));
  if (copy) return withDate(copy, found);
  const listed = shell && (await pages.match(shell));
  return listed ? rewrite(listed, (html) => html.replace("data-saved-offline hidden", "data-saved-offline")) : Response.error();
}

async function withDate(copy, { at, language }) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(at));
  return rewrite(copy, (html) =>
    html
      .replace("data-saved-notice hidden", "data-saved-notice")
      .replace("<span data-saved-at></span>", `<time datetime="${at}">${day}</time>`),
  );
}

/** A copy with other words, and the same content security policy. */
async function rewrite(copy, change) {
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  const policy = copy.headers.get("Content-Security-Policy");
  if (policy) headers["Content-Security-Policy"] = policy;
  return new Response(change(await copy.text()), { headers });
}

/** @returns {Promise<{saved: object[], gone: object[], shell: string}>} */
async function readList() {
  const stored = await (await caches.open(PAGES)).match(LIST);
  return stored ? stored.json() : { saved: [], gone: [], shell: "" };
}

async function writeList(list) {
  await (await caches.open(PAGES)).put(LIST, Response.json(list));
}

async function save({ path, shell, title, language, direction, readers }) {
  const list = await readList();
  const page = await fetch(path, { cache: "no-cache", credentials: "omit" });
  if (!page.ok) throw new Error(`${path} answered ${page.status}`);
  const parts = await keepPage(path, page);
  const shellParts = await keepPage(shell, await fetch(shell, { cache: "no-cache", credentials: "omit" }));
  const entry = { path, title, language, direction, readers, at: new Date().toISOString(), parts };
  list.saved = [entry, ...list.saved.filter((one) => one.path !== path)];
  list.gone = list.gone.filter((one) => one.path !== path);
  await writeList({ ...list, shell, shellParts });
}

async function remove(path) {
  const list = await readList();
  list.saved = list.saved.filter((one) => one.path !== path);
  list.gone = list.gone.filter((one) => one.path !== path);
  await (await caches.open(PAGES)).delete(path);
  await forgetParts(list);
  await writeList(list);
}

/** Renew every saved copy, and take away what its editors have taken away. */
async function check() {
  checkedAt = Date.now();
  const list = await readList();
  const pages = await caches.open(PAGES);
  for (const entry of list.saved) {
    try {
      await checkOne(entry, list, pages);
    } catch {
      // There is no network, or no room for this copy: it stays as it is, and the others are checked.
    }
  }
  await forgetParts(list);
  await writeList(list);
}

async function checkOne(entry, list, pages) {
  const page = await fetch(entry.path, { cache: "no-cache", credentials: "omit" });
  if (page.status === 404 || page.status === 410) {
    await pages.delete(entry.path);
    list.saved = list.saved.filter((one) => one !== entry);
    list.gone = [{ path: entry.path, title: entry.title, language: entry.language }, ...list.gone].slice(0, 20);
  } else if (page.ok) {
    // An answer that was renamed is at another address now.
    const path = new URL(page.url).pathname;
    const parts = await keepPage(path, page);
    if (path !== entry.path) await pages.delete(entry.path);
    Object.assign(entry, { path, parts, at: new Date().toISOString() });
  }
}

/** Keep a page and all that it is made of; return the paths of that. */
async function keepPage(path, page) {
  const html = await page.clone().text();
  const parts = await keepParts(findParts(html, /(?:href|src)="(\/[^"?#]+)"/g, location.origin));
  await (await caches.open(PAGES)).put(path, page);
  return parts;
}

async function keepParts(wanted) {
  const cache = await caches.open(PARTS);
  const kept = new Set();
  const queue = [...wanted];
  while (queue.length) {
    const path = queue.pop();
    if (kept.has(path)) continue;
    kept.add(path);
    const part = await findPart(cache, path);
    if (!part) continue;
    const kind = part.headers.get("Content-Type") ?? "";
    const base = new URL(path, location.origin).href;
    if (kind.includes("css")) queue.push(...findParts(await part.text(), /url\("([^"]+)"\)/g, base));
    if (kind.includes("script")) queue.push(...findParts(await part.text(), /(?:from|import\()\s?"(\.[^"]+)"/g, base));
  }
  return [...kept];
}

/** A part as the site has it now, put into the cache; the kept one where that cannot be had. */
async function findPart(cache, path) {
  const known = await cache.match(path);
  // Styles, scripts, fonts and logos have their digest in their address; a picture may change.
  if (known && !path.includes("/images/")) return known;
  const part = await fetch(path, { cache: "no-cache", credentials: "omit" }).catch(() => null);
  if (!part?.ok) return known;
  await cache.put(path, part.clone());
  return part;
}

function findParts(text, pattern, base) {
  return [...text.matchAll(pattern)]
    .map(([, found]) => new URL(found, base).pathname)
    .filter((path) => PART.test(path));
}

async function forgetParts({ saved, shellParts = [] }) {
  const used = new Set([...shellParts, ...saved.flatMap((one) => one.parts)]);
  const cache = await caches.open(PARTS);
  for (const request of await cache.keys()) {
    if (!used.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}
