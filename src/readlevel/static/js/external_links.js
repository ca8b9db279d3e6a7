// In a frame of another site, links that leave this one open a window of their own: few sites show
// in a frame.

export function startLeave() {
  if (window.parent === window) return;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.target) return;
    if (!link.protocol.startsWith("http") || link.origin === location.origin) return;
    link.target = "_blank";
    link.rel = "noopener";
  });
}
