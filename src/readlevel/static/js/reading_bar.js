// The reading bar at the bottom of the window: the choice of text and the reading tools, in reach
// while the chooser is out of sight. It takes its own space at the end of the page, and can be hidden.

const HIDDEN = "readlevel-bar";

export function startReadingBar() {
  const bar = document.querySelector("[data-reach]");
  const chooser = document.querySelector("[data-chooser]");
  if (!bar || !chooser) return;
  let seen = true;
  const update = () => (bar.hidden = seen || isSentAway());
  new IntersectionObserver(([entry]) => {
    seen = entry.isIntersecting || entry.boundingClientRect.top > 0;
    update();
  }).observe(chooser);
  bar.querySelector("[data-reach-close]").addEventListener("click", () => {
    remember();
    update();
  });
  const menu = bar.querySelector("[popover]");
  menu.addEventListener("click", (event) => {
    if (event.target.closest("[data-choose]")) menu.hidePopover?.();
  });
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-tools]") : null;
    if (!button) return;
    const { toggleTools } = await import("./reading_tools.js");
    toggleTools(button);
  });
}

function isSentAway() {
  try {
    return sessionStorage.getItem(HIDDEN) === "hidden";
  } catch {
    return false;
  }
}

function remember() {
  try {
    sessionStorage.setItem(HIDDEN, "hidden");
  } catch {
    // It comes back on the next page.
  }
}
