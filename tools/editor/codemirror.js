// What the desk uses of CodeMirror, as one module without dependencies.
import { defineLanguageFacet, Language, languageDataProp } from "@codemirror/language";
import { parser, Subscript, Superscript, Table } from "@lezer/markdown";

export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
export {
  Compartment,
  EditorSelection,
  EditorState,
  StateEffect,
  StateField,
} from "@codemirror/state";
export {
  Decoration,
  drawSelection,
  dropCursor,
  EditorView,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
} from "@codemirror/view";
export { tags } from "@lezer/highlight";

const data = defineLanguageFacet();

/** CommonMark with tables, subscripts and superscripts, as readers get it. */
export const markdown = new Language(
  data,
  parser.configure([
    Table,
    Subscript,
    Superscript,
    { props: [languageDataProp.add({ Document: data })], remove: ["HTMLBlock", "HTMLTag"] },
  ]),
  [],
  "markdown",
);
