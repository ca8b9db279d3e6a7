// How a reader wants texts to look. It stays on the device, under one key of its storage.

const KEY = "readlevel-reading";

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
    kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {};
  } catch {
    // Nothing is kept, or it is not ours.
  }
  const one = ([name, values]) => [name, values.includes(kept[name]) ? kept[name] : values[0]];
  return Object.fromEntries(Object.entries(SETTINGS).map(one));
}

/** @param {Record<string, string>} settings */
export function keepSettings(settings) {
  const changed = Object.entries(settings).filter(([name, value]) => value !== SETTINGS[name][0]);
  try {
    if (changed.length) localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(changed)));
    else localStorage.removeItem(KEY);
  } catch {
    // It holds for this page only.
  }
}

export function applySettings(settings = readSettings()) {
  const { dataset, style } = document.documentElement;
  style.fontSize = settings.size === "1" ? "" : `${Number(settings.size) * 100}%`;
  for (const name of ["spacing", "theme", "face", "focus"]) {
    if (settings[name] === SETTINGS[name][0]) delete dataset[name];
    else dataset[name] = settings[name];
  }
}
