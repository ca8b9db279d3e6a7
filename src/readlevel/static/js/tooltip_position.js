// Positions a tooltip beside its term and inside the window.

const GAP = 6;
const MARGIN = 8;

/**
 * Place `card` below `term`, or above it if there is more room, aligned with its start.
 * @param {HTMLElement} card the tooltip: an open popover, `position: absolute`
 * @param {Element} term
 * @param {{clientX: number, clientY: number}} [pointer] selects the line of a term that wraps
 */
export function place(card, term, pointer) {
  const word = lineOf(term, pointer);
  const { clientWidth, clientHeight } = document.documentElement;
  const below = clientHeight - word.bottom - GAP - MARGIN;
  const above = word.top - GAP - MARGIN;
  card.style.maxBlockSize = "";
  const under = card.offsetHeight <= below || below >= above;
  card.style.maxBlockSize = `${Math.max(under ? below : above, 96)}px`;
  const toTheLeft = getComputedStyle(term).direction === "rtl";
  const start = toTheLeft ? word.right - card.offsetWidth : word.left;
  const left = Math.max(MARGIN, Math.min(start, clientWidth - card.offsetWidth - MARGIN));
  const top = under ? word.bottom + GAP : word.top - GAP - card.offsetHeight;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

/** The box of the term, or if it wraps, of the line under the pointer. */
function lineOf(term, pointer) {
  const lines = [...term.getClientRects()];
  const touched = (line) =>
    pointer && line.top <= pointer.clientY && pointer.clientY <= line.bottom &&
    line.left <= pointer.clientX && pointer.clientX <= line.right;
  return lines.find(touched) ?? lines[0] ?? term.getBoundingClientRect();
}
