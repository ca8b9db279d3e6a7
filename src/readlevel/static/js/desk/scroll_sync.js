// Synchronised scrolling of both texts and previews, section by section.

const HEADINGS = ".prose :is(h2, h3, h4, h5, h6)";
const MOVED_BY = ["wheel", "touchmove", "pointerdown", "keydown"];

/** Keep the same section at the top of all `sides`. */
export function scrollTogether(sides) {
  let leader = null;
  for (const side of sides) {
    const { view } = side.editor;
    for (const kind of MOVED_BY) {
      view.dom.addEventListener(kind, () => (leader = side), { capture: true, passive: true });
    }
    view.scrollDOM.addEventListener("scroll", () => {
      if (leader === side) requestAnimationFrame(() => follow(side, sides));
    });
  }
}

function follow(leader, sides) {
  const { view } = leader.editor;
  const place = placeOf(headingTops(view), view.scrollDOM.scrollTop, view.contentHeight);
  for (const side of sides) {
    const frame = side.element.querySelector("iframe[data-preview]");
    if (side !== leader) showSection(side.editor.view, place);
    if (frame?.contentDocument) showInFrame(frame.contentWindow, frame.contentDocument, place);
  }
}

function headingTops(view) {
  const { doc } = view.state;
  const tops = [];
  for (let number = 1; number <= doc.lines; number += 1) {
    const line = doc.line(number);
    if (/^#{1,6} /.test(line.text)) tops.push(view.lineBlockAt(line.from).top);
  }
  return tops;
}

/** Return the section at the top, and how much of it is scrolled past. */
function placeOf(tops, top, end) {
  const index = tops.findLastIndex((one) => one <= top + 1);
  const from = index < 0 ? 0 : tops[index];
  const to = tops[index + 1] ?? end;
  return { index, share: to > from ? (top - from) / (to - from) : 0 };
}

function topOf(tops, { index, share }, end) {
  if (index >= tops.length) return null;
  const from = index < 0 ? 0 : tops[index];
  return from + share * ((tops[index + 1] ?? end) - from);
}

function showSection(view, place) {
  const top = topOf(headingTops(view), place, view.contentHeight);
  if (top !== null) view.scrollDOM.scrollTop = top;
}

function showInFrame(frame, page, place) {
  const tops = [...page.querySelectorAll(HEADINGS)].map(
    (heading) => heading.getBoundingClientRect().top + frame.scrollY,
  );
  const prose = page.querySelector(".prose");
  if (!prose || place.index < 0) return;
  const top = topOf(tops, place, prose.getBoundingClientRect().bottom + frame.scrollY);
  if (top !== null) frame.scrollTo({ top, behavior: "instant" });
}
