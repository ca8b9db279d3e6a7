// A CodeMirror editor in place of a textarea, with highlights on difficulties.

import {
  Decoration,
  EditorSelection,
  EditorState,
  EditorView,
  HighlightStyle,
  StateEffect,
  StateField,
  defaultKeymap,
  drawSelection,
  highlightSpecialChars,
  history,
  historyKeymap,
  hoverTooltip,
  keymap,
  markdown,
  syntaxHighlighting,
  tags,
} from "./codemirror.js";

const OPENING = "::: check ";
const CHECK = "\n- [x] \n- [ ] \n- [ ] \n\n> \n:::\n";
const setMarks = StateEffect.define();
const showAll = StateEffect.define();
const hideCards = StateEffect.define();

/** Reasons that are highlighted, but too frequent to step through. */
export const QUIET = new Set(["long_word"]);

/** Reasons that are always drawn. */
const HOUSE_STYLE = new Set(["house_style", "glossary_name"]);

/** Reasons that are drawn, one for each sentence, the strongest first. */
const STRENGTH = ["long_sentence", "list_in_sentence", "passive", "plainer", "uncommon_word"];

const markField = StateField.define({
  create: () => ({ marks: [], decorations: Decoration.none, all: false }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      const length = transaction.state.doc.length;
      if (effect.is(setMarks)) return place(effect.value, length, value.all);
      if (effect.is(showAll)) return place(value.marks, length, effect.value);
    }
    if (!transaction.docChanged) return value;
    const marks = value.marks
      .map((mark) => ({
        ...mark,
        from: transaction.changes.mapPos(mark.from, 1),
        to: transaction.changes.mapPos(mark.to, -1),
      }))
      .filter((mark) => mark.from < mark.to);
    return { marks, decorations: value.decorations.map(transaction.changes), all: value.all };
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.decorations),
});

function place(marks, length, all) {
  const inside = marks.filter((mark) => mark.from < mark.to && mark.to <= length);
  const ranges = (all ? inside : calm(inside)).map((mark) =>
    Decoration.mark({ class: `mark mark-${mark.reason}` }).range(mark.from, mark.to),
  );
  return { marks: inside, decorations: Decoration.set(ranges, true), all };
}

/** Return the mark of each sentence that makes it hardest, and those of the house style. */
function calm(marks) {
  const strongest = new Map();
  for (const mark of marks.filter((one) => STRENGTH.includes(one.reason))) {
    const known = strongest.get(mark.sentence);
    if (!known || STRENGTH.indexOf(mark.reason) < STRENGTH.indexOf(known.reason)) {
      strongest.set(mark.sentence, mark);
    }
  }
  return [...strongest.values(), ...marks.filter((mark) => HOUSE_STYLE.has(mark.reason))];
}

const highlighting = HighlightStyle.define([
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strong, class: "md-strong" },
  { tag: [tags.processingInstruction, tags.url, tags.labelName], class: "md-sign" },
  { tag: tags.monospace, class: "md-code" },
]);

/**
 * Replace `textarea` by an editor; the textarea keeps the text for the form.
 * `describe(marks)` returns an element that describes marks, `onChange` is called on each edit,
 * `onPaste(event)` may handle a paste, `own` are the page's key bindings.
 */
export function mount(textarea, { nonce, describe, onChange, onPaste, own }) {
  const label = textarea.labels[0];
  const tooltips = hoverTooltip((view, position) => {
    const here = view.state
      .field(markField)
      .marks.filter((mark) => mark.from <= position && position <= mark.to);
    if (!here.length) return null;
    const narrowest = here.reduce((a, b) => (b.to - b.from < a.to - a.from ? b : a));
    return {
      pos: narrowest.from,
      end: narrowest.to,
      above: true,
      create: () => ({ dom: describe(here, view) }),
    };
  }, { hideOn: (transaction) => transaction.effects.some((effect) => effect.is(hideCards)) });
  const view = new EditorView({
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          tabindex: "0",
          "aria-labelledby": label.id,
          "aria-keyshortcuts": "Control+S Control+Enter F8 F9",
          "aria-describedby": textarea.getAttribute("aria-describedby") ?? "",
          lang: textarea.lang,
          dir: textarea.dir,
          spellcheck: "true",
          autocapitalize: "sentences",
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          textarea.value = view.state.doc.toString();
          onChange();
        }),
        EditorView.domEventHandlers({
          beforeinput: replaceSelected,
          paste: (event) => onPaste?.(event) ?? false,
        }),
        drawSelection(),
        highlightSpecialChars(),
        history(),
        keymap.of([...own, ...shortcuts, ...defaultKeymap, ...historyKeymap]),
        markField,
        markdown,
        syntaxHighlighting(highlighting),
        tooltips,
      ],
    }),
  });
  textarea.hidden = true;
  textarea.after(view.dom);
  label.addEventListener("click", () => view.focus());
  // The card of a mark follows the pointer, so Escape dismisses it wherever the focus is.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") view.dispatch({ effects: hideCards.of(null) });
  });
  return {
    view,
    setMarks: (marks) => view.dispatch({ effects: setMarks.of(marks) }),
    marks: () => view.state.field(markField).marks,
    showAllMarks: (all) => view.dispatch({ effects: showAll.of(all) }),
    goTo(from, to) {
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
      view.focus();
    },
    /** Replace a passage in one step that can be undone. */
    replace(from, to, insert, { keepFocus = false } = {}) {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        scrollIntoView: true,
        userEvent: "input.suggestion",
      });
      if (!keepFocus) view.focus();
    },
    setText(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    insert(text) {
      view.dispatch(view.state.replaceSelection(text), { userEvent: "input" });
      view.focus();
    },
    selected: () => {
      const { from, to } = view.state.selection.main;
      return view.state.sliceDoc(from, to);
    },
    run: (name) => commands[name]?.(view),
  };
}

/** Browsers may wrap replaced text in inline styles, which the CSP of this page forbids. */
function replaceSelected(event, view) {
  const { inputType, data } = event;
  if (inputType !== "insertText" || !data || view.composing) return false;
  if (view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type" });
  return true;
}

/** Toggle `sign` around the selection. */
function around(sign) {
  return (view) => {
    view.dispatch(
      view.state.changeByRange((range) => {
        const text = view.state.sliceDoc(range.from, range.to);
        const outer = view.state.sliceDoc(range.from - sign.length, range.to + sign.length);
        if (outer === sign + text + sign) {
          return {
            changes: { from: range.from - sign.length, to: range.to + sign.length, insert: text },
            range: EditorSelection.range(range.from - sign.length, range.to - sign.length),
          };
        }
        return {
          changes: { from: range.from, to: range.to, insert: sign + text + sign },
          range: EditorSelection.range(range.from + sign.length, range.to + sign.length),
        };
      }),
      { userEvent: "input" },
    );
    view.focus();
    return true;
  };
}

/** Toggle the prefix `sign` on the selected lines. */
function beginning(sign) {
  return (view) => {
    const { doc, selection } = view.state;
    const first = doc.lineAt(selection.main.from).number;
    const last = doc.lineAt(selection.main.to).number;
    const lines = Array.from({ length: last - first + 1 }, (_, index) => doc.line(first + index));
    const all = lines.every((line) => line.text.startsWith(sign));
    const changes = lines.map((line) => {
      const old = line.text.match(/^(?:#{1,6} |- |\d+\. )?/)[0].length;
      return { from: line.from, to: line.from + old, insert: all ? "" : sign };
    });
    view.dispatch({ changes, userEvent: "input" });
    view.focus();
    return true;
  };
}

/** Make the selected lines a block of `kind`, or take the block away that they are. */
function block(kind) {
  return (view) => {
    const { doc, selection } = view.state;
    const first = doc.lineAt(selection.main.from);
    const last = doc.lineAt(selection.main.to);
    const before = first.number > 1 && doc.line(first.number - 1);
    const after = last.number < doc.lines && doc.line(last.number + 1);
    const opening = `::: ${kind}`;
    if (before && after && before.text.startsWith(opening) && after.text.trim() === ":::") {
      view.dispatch({
        changes: [
          { from: before.from, to: first.from },
          { from: last.to, to: after.to },
        ],
        userEvent: "input",
      });
    } else {
      const above = before && before.text.trim() ? "\n" : "";
      const below = after && after.text.trim() ? "\n" : "";
      const text = doc.sliceString(first.from, last.to);
      const start = first.from + above.length + opening.length + 1;
      view.dispatch({
        changes: { from: first.from, to: last.to, insert: `${above}${opening}\n${text}\n:::${below}` },
        selection: { anchor: start, head: start + text.length },
        userEvent: "input",
        scrollIntoView: true,
      });
    }
    view.focus();
    return true;
  };
}

/** Add the question for readers at the end of the text, or select the one that is there. */
function check(view) {
  const { doc } = view.state;
  const text = doc.toString();
  const place = text.search(/^::: check/m);
  if (place < 0) {
    const gap = text.trim() ? "\n".repeat(2 - Math.min(2, /\n*$/.exec(text)[0].length)) : "";
    const start = doc.length + gap.length + OPENING.length;
    view.dispatch({
      changes: { from: doc.length, insert: gap + OPENING + CHECK },
      selection: { anchor: start },
      userEvent: "input",
      scrollIntoView: true,
    });
  } else {
    view.dispatch({ selection: { anchor: place, head: doc.lineAt(place).to }, scrollIntoView: true });
  }
  view.focus();
  return true;
}

/** Select the next highlight; those inside a longer one come after it. */
function nextMark(view) {
  const { from, to } = view.state.selection.main;
  const loud = view.state.field(markField).marks.filter((mark) => !QUIET.has(mark.reason));
  const places = [...new Map(loud.map((mark) => [`${mark.from}-${mark.to}`, mark])).values()];
  places.sort((a, b) => a.from - b.from || b.to - a.to);
  const at = places.findIndex((mark) => mark.from === from && mark.to === to);
  const next = (at < 0 ? places.find((mark) => mark.from >= to) : places[at + 1]) ?? places[0];
  if (!next) return false;
  view.dispatch({ selection: { anchor: next.from, head: next.to }, scrollIntoView: true });
  return true;
}

const commands = {
  heading: beginning("## "),
  bullets: beginning("- "),
  numbers: beginning("1. "),
  strong: around("**"),
  emphasis: around("*"),
  "block-key-points": block("key-points"),
  "block-emergency": block("emergency"),
  "block-urgent": block("urgent"),
  "block-see-a-doctor": block("see-a-doctor"),
  "block-note": block("note"),
  "block-check": check,
};

const shortcuts = [
  { key: "Mod-b", run: commands.strong },
  { key: "Mod-i", run: commands.emphasis },
  { key: "Mod-Alt-2", run: commands.heading },
  { key: "Mod-Shift-8", run: commands.bullets },
  { key: "Mod-Shift-7", run: commands.numbers },
  { key: "F8", run: nextMark },
];
