// Names keys as they are on the user's keyboard.

export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** Show the keys that pages name only where scripts run, with Command in place of Ctrl on Apple's. */
export function nameKeys() {
  for (const hint of document.querySelectorAll("[data-key-hint]")) hint.hidden = false;
  if (!isApple) return;
  for (const key of document.querySelectorAll("kbd")) {
    key.textContent = key.textContent.replace(/^Ctrl ?/, "⌘");
  }
  for (const part of document.querySelectorAll("[data-not-apple]")) part.hidden = true;
}
