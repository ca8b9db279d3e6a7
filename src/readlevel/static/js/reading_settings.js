// Changes how a reader wants texts to look. `first_paint.js` applies it, on every page at first.

const KEY = "readlevel-reading";

/** In another site's frame nothing is stored: choices last as long as its page. */
const isFramed = document.body.classList.contains("framed");
let framedChoices = "{}";

/** The values of each setting, the first of which is the default. */
export const SETTINGS = {
  size: ["1", "1.15", "1.3", "1.6", "2"],
  spacing: ["normal", "wide", "wider"],
  theme: ["auto", "light", "dark", "sepia", "contrast"],
  face: ["site", "easy"],
  focus: ["off", "line"],
};

/** @returns {Record<string, string>} */
export function readSettings() {
  let kept = {};
  try {
    kept = JSON.parse((isFramed ? framedChoices : localStorage.getItem(KEY)) ?? "{}") ?? {};
  } catch {
    // Nothing is kept, or it is not ours.
  }
  const one = ([name, values]) => [name, values.includes(kept[name]) ? kept[name] : values[0]];
  return Object.fromEntries(Object.entries(SETTINGS).map(one));
}

/**
 * Apply settings and keep them; defaults are not kept.
 * @param {Record<string, string>} settings
 */
export function saveSettings(settings) {
  const given = Object.entries(settings).filter(([name, value]) => value !== SETTINGS[name][0]);
  const changed = Object.fromEntries(given);
  dispatchEvent(new CustomEvent("readlevel-look", { detail: changed }));
  if (isFramed) {
    framedChoices = JSON.stringify(changed);
    return;
  }
  try {
    if (given.length) localStorage.setItem(KEY, JSON.stringify(changed));
    else localStorage.removeItem(KEY);
  } catch {
    // It holds for this page only.
  }
}
