// Links to the previous and next answer of the list that the user came from.

const KEY = "readlevel-round";

export function keepRound(list, texts) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ list, texts }));
  } catch {
    // Without session storage, the user can still go back to the list.
  }
}

const part = document.querySelector("[data-round]");
const round = part && findRound();
if (round) {
  part.hidden = false;
  part.querySelector("[data-round-list]").href = round.list;
  show("before", round.paths[round.at - 1]);
  show("after", round.paths[round.at + 1]);
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = { PageUp: "before", PageDown: "after" }[event.key];
    const link = to && part.querySelector(`[data-round-${to}]:not([hidden])`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
}

function findRound() {
  try {
    const { list, texts } = JSON.parse(sessionStorage.getItem(KEY));
    for (const kind of [0, 1]) {
      const paths = [...new Set(texts.map((text) => text[kind]))].filter(isHere);
      const at = paths.findIndex((path) => plain(path) === plain(location.href));
      if (at >= 0 && isHere(list)) return { list, paths, at };
    }
  } catch {
    // No list was stored, or the value is damaged.
  }
  return null;
}

function show(which, path) {
  const link = part.querySelector(`[data-round-${which}]`);
  link.hidden = !path;
  if (path) link.href = path;
}

function plain(path) {
  const url = new URL(path, location.href);
  const language = url.searchParams.get("language");
  return url.pathname + (language ? `?language=${language}` : "");
}

function isHere(path) {
  return path.startsWith(`${part.dataset.round}/`);
}
