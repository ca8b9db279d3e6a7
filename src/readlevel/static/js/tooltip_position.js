// Where a card stands: beside its word, inside the window, over nothing the pointer is on.

const GAP = 6;
const MARGIN = 8;

/**
 * Place `card` under `term`, or above it where there is more room, in line with its beginning.
 * @param {HTMLElement} card an open popover, `position: absolute`
 * @param {Element} term
 * @param {{clientX: number, clientY: number}} [pointer] picks the line of a word that is broken
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

/** The box of the word, or of the part of it that the pointer is on where a line breaks it. */
function lineOf(term, pointer) {
  const lines = [...term.getClientRects()];
  const touched = (line) =>
    pointer && line.top <= pointer.clientY && pointer.clientY <= line.bottom &&
    line.left <= pointer.clientX && pointer.clientX <= line.right;
  return lines.find(touched) ?? lines[0] ?? term.getBoundingClientRect();
}
