// Reads the text aloud with a voice of the device, sentence by sentence, and marks what is spoken.

import { findVoice } from "./voices.js";

let playing = null;

/**
 * Begin, pause or go on. `say` tells the reader a sentence, such as that there is no voice.
 * @param {HTMLElement} panel holds the words and the speed
 * @param {(sentence: string) => void} say
 */
export async function toggleListening(panel, say) {
  const button = panel.querySelector('[data-tool="listen"]');
  if (playing) {
    playing.paused ? playing.go() : playing.pause();
    return label(button);
  }
  const prose = document.querySelector(".prose");
  const voice = await awaitVoice(prose.lang);
  if (!voice) return say(button.dataset.silent);
  playing = new Reading(prose, voice, panel, () => {
    playing = null;
    label(button);
  });
  playing.go();
  label(button);
}

function label(button) {
  const state = !playing ? "begin" : playing.paused ? "go" : "pause";
  button.textContent = button.dataset[state];
}

/** Voices may come late: wait a moment for them. */
async function awaitVoice(language) {
  const synthesis = window.speechSynthesis;
  if (synthesis && !synthesis.getVoices().length) {
    await new Promise((resolve) => {
      synthesis.addEventListener("voiceschanged", resolve, { once: true });
      setTimeout(resolve, 800);
    });
  }
  return findVoice(language);
}

class Reading {
  constructor(prose, voice, panel, end) {
    Object.assign(this, { voice, end, paused: true, at: 0, turn: 0 });
    this.speed = panel.querySelector('select[name="speed"]');
    this.words = panel.querySelector('[data-tool="listen"]').dataset;
    this.pieces = listSentences(prose);
    addEventListener("pagehide", () => speechSynthesis.cancel(), { once: true });
    this.at = Math.max(0, this.pieces.findIndex(({ range }) => range.getBoundingClientRect().bottom > 0));
  }

  go() {
    this.paused = false;
    this.speak();
  }

  pause() {
    this.paused = true;
    this.turn += 1;
    speechSynthesis.cancel();
  }

  speak() {
    const piece = this.pieces[this.at];
    const turn = (this.turn += 1);
    if (!piece?.range.startContainer.isConnected) return this.stop();
    const spoken = sayNumbers(piece.text, this.words);
    const utterance = new SpeechSynthesisUtterance(spoken);
    utterance.voice = this.voice;
    utterance.lang = this.voice.lang;
    utterance.rate = Number(this.speed.value);
    mark("spoken-sentence", piece.range);
    reveal(piece.range);
    utterance.onboundary = (event) => {
      if (event.name === "word" && spoken === piece.text) mark("spoken-word", wordAt(piece, event));
    };
    utterance.onend = () => {
      if (turn !== this.turn || this.paused) return;
      this.at += 1;
      this.at < this.pieces.length ? this.speak() : this.stop();
    };
    utterance.onerror = () => turn === this.turn && !this.paused && this.stop();
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  }

  stop() {
    this.turn += 1;
    speechSynthesis.cancel();
    globalThis.CSS?.highlights?.clear();
    this.end();
  }
}

/** The sentences of the text with their ranges, without citation numbers. */
function listSentences(prose) {
  const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter(prose.lang, { granularity: "sentence" });
  const blocks = prose.querySelectorAll(":is(p, li, h2, h3, h4, h5, h6, td, th, figcaption)");
  return [...blocks].flatMap((block) => {
    if (block.querySelector(":scope > p") || block.closest(".contents") || !block.checkVisibility()) return [];
    const nodes = listTexts(block);
    const text = nodes.map(({ node }) => node.data).join("");
    const parts = segmenter ? [...segmenter.segment(text)] : [{ index: 0, segment: text }];
    return parts
      .filter(({ segment }) => segment.trim())
      .map(({ index, segment }) => ({ text: segment, nodes, start: index, range: rangeOf(nodes, index, index + segment.trimEnd().length) }));
  });
}

function listTexts(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) => {
    const owner = node.parentElement.closest("p, li, h2, h3, h4, h5, h6, td, th, figcaption");
    return owner === block && !node.parentElement.closest(".cite") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
  });
  const nodes = [];
  let length = 0;
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, start: length });
    length += walker.currentNode.data.length;
  }
  return nodes;
}

function rangeOf(nodes, from, to) {
  const range = document.createRange();
  const at = (place) => nodes.findLast(({ start }) => start <= place) ?? nodes[0];
  const first = at(from);
  const last = at(Math.max(from, to - 1));
  range.setStart(first.node, from - first.start);
  range.setEnd(last.node, Math.min(to - last.start, last.node.data.length));
  return range;
}

function wordAt(piece, { charIndex, charLength }) {
  const from = piece.start + charIndex;
  const length = charLength || piece.text.slice(charIndex).match(/^\S*/)[0].length;
  return rangeOf(piece.nodes, from, from + length);
}

/** Say "130/80 mmHg" as people say it; the words are those of the text's language. */
export function sayNumbers(text, { over, mercury }) {
  let said = text.replace(/[\u2066-\u2069]/g, "").replace(/\s+([.,;:!?])/g, "$1").replace(/\u00a0/g, " ");
  if (over) said = said.replace(/(?<![\d/])(\d{2,3})\/(\d{2,3})(?![\d/])/g, `$1 ${over} $2`);
  if (mercury) said = said.replace(/\bmm\s?Hg\b/g, mercury);
  return said;
}

function mark(name, range) {
  if (globalThis.Highlight && CSS.highlights) CSS.highlights.set(name, new Highlight(range));
}

function reveal(range) {
  const { top, bottom } = range.getBoundingClientRect();
  if (top < 60 || bottom > innerHeight - 120) {
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }
}
