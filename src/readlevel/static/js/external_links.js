// In a frame of another site, links to other sites open in a new window: few sites allow being
// framed.

export function startExternalLinks() {
  if (window.parent === window) return;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.target) return;
    if (!link.protocol.startsWith("http") || link.origin === location.origin) return;
    link.target = "_blank";
    link.rel = "noopener";
  });
}
