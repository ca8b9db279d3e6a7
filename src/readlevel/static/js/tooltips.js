// Tooltips of terms: with script a term is a button that opens and closes its card
// (`_term_tooltips.html`) by click, Enter and Space; hovering opens it too. The card is announced, and
// its link leads to the glossary. A card stays open while the pointer is on it or its term (WCAG 2.2,
// 1.4.13); the Popover API closes it on Escape and on a click elsewhere.

import { place } from "./tooltip_position.js";
import { announce, onSwap } from "./page_swap.js";
import { findVoice } from "./voices.js";

const OPEN_AFTER = 120;
const CLOSE_AFTER = 250;

/**
 * The open card and its term. `held`: opened by click or key, so moving the pointer away does not
 * close it.
 * @type {{term: HTMLAnchorElement, card: HTMLElement, held: boolean} | null}
 */
let open = null;
let timer = 0;
/** @type {Element | null | undefined} */
let openAtPress = null;

export function startTooltips() {
  if (!("popover" in HTMLElement.prototype)) return;
  describe();
  onSwap(describe);
  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("pointerdown", () => (openAtPress = open?.held ? open.term : null), { capture: true });
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("focusout", onFocusOut);
  document.addEventListener("beforetoggle", onClose, { capture: true });
  document.documentElement.addEventListener("pointerleave", () => schedule(null));
  addEventListener("resize", () => open && place(open.card, open.term));
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => open && offerVoice(open.card));
}

/** Make each term a button that says whether its card is open. */
function describe() {
  clearTimeout(timer);
  open = null;
  for (const term of document.querySelectorAll("a.term")) {
    const card = cardOf(term);
    if (!card) continue;
    term.setAttribute("role", "button");
    term.setAttribute("aria-controls", card.id);
    term.setAttribute("aria-expanded", "false");
  }
}

/** @returns {HTMLElement | null} */
function cardOf(term) {
  return document.getElementById(`term-${term.dataset.term}`);
}

/** @returns {HTMLAnchorElement | null} */
function termOf(event) {
  return event.target instanceof Element ? event.target.closest("a.term") : null;
}

/** @param {PointerEvent} event */
function onPointerOver(event) {
  if (event.pointerType === "touch") return;
  if (open && (open.term.contains(event.target) || open.card.contains(event.target))) {
    clearTimeout(timer);
    return;
  }
  schedule(termOf(event), event);
}

/** Schedule opening the card of `term`, or for null closing the open one. */
function schedule(term, event) {
  clearTimeout(timer);
  if (term) timer = setTimeout(() => show(term, { event }), OPEN_AFTER);
  else if (open && !open.held) timer = setTimeout(hide, CLOSE_AFTER);
}

/** @param {MouseEvent} event */
function onClick(event) {
  const say = event.target instanceof Element && event.target.closest("[data-say]");
  if (say) return speak(say);
  const term = termOf(event);
  if (!term || !cardOf(term)) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  // A press outside its card has closed it already; a key has not.
  if (event.detail ? openAtPress === term : open?.held && open.term === term) hide();
  else show(term, { event, held: true });
}

/** Space presses a button; Enter is a click already. @param {KeyboardEvent} event */
function onKeyDown(event) {
  const term = event.key === " " && termOf(event);
  if (!term || !cardOf(term)) return;
  event.preventDefault();
  term.click();
}

/** @param {FocusEvent} event */
function onFocusOut(event) {
  if (!open?.held) return;
  const inside = open.term.contains(event.target) || open.card.contains(event.target);
  const next = /** @type {Node | null} */ (event.relatedTarget);
  if (inside && next && !open.term.contains(next) && !open.card.contains(next)) hide();
}

/** Offer to say the term if this device has a voice for it. */
function offerVoice(card) {
  const say = card.querySelector("[data-say]");
  if (say) say.hidden = !findVoice(say.dataset.sayIn);
}

function speak({ dataset }) {
  const utterance = new SpeechSynthesisUtterance(dataset.say);
  utterance.voice = findVoice(dataset.sayIn);
  utterance.lang = utterance.voice?.lang ?? dataset.sayIn;
  utterance.rate = 0.85;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}

function show(term, { event = undefined, held = false }) {
  clearTimeout(timer);
  const card = cardOf(term);
  if (!card) return;
  offerVoice(card);
  if (!card.matches(":popover-open")) card.showPopover({ source: term });
  if (held && !open?.held) {
    announce([...card.querySelectorAll(".term-head, .term-meaning")].map((one) => one.textContent).join(". "));
  }
  open = { term, card, held };
  term.setAttribute("aria-expanded", "true");
  place(card, term, event);
}

function hide() {
  clearTimeout(timer);
  if (open?.card.matches(":popover-open")) open.card.hidePopover();
}

/** @param {ToggleEvent} event */
function onClose(event) {
  if (event.newState !== "closed" || event.target !== open?.card) return;
  open.term.setAttribute("aria-expanded", "false");
  open = null;
}
