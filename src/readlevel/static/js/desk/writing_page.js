// The writing page: two editors with live previews and autosaving.

import { startAssistant } from "./assistant.js";
import { startAutosave } from "./autosave.js";
import { openCitations, openTerms } from "./citation_dialogs.js";
import { mount } from "./editor.js";
import { startKeys } from "./shortcuts_dialog.js";
import { describeMarks } from "./difficulty_highlights.js";
import { cleanPaste, insertBlock, insertPasted, showLosses } from "./paste.js";
import { findPastedImage, openImageDialog } from "./image_dialog.js";
import { Preview } from "./preview.js";
import { scrollTogether } from "./scroll_sync.js";
import { watchSession } from "./session.js";
import { SimplifyPanel } from "./simplify_panel.js";
import { startToolbar } from "./toolbar.js";

const TYPING_STOPS = 250;

const form = document.querySelector("form[data-write]");
if (form) start(form);

function start(form) {
  for (const part of form.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of form.querySelectorAll("[data-without-script]")) part.hidden = true;
  const sides = [...form.querySelectorAll("[data-side]")].map((side) => startSide(form, side));
  for (const side of sides) side.other = sides.find((one) => one !== side);
  startAutosave(form, sides, watchSession(form));
  scrollTogether(sides);
  startKeys(".toolbar, [data-keys]");
  for (const button of form.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  // On the document: Ctrl S saves wherever the focus is.
  document.addEventListener("keydown", (event) => {
    if (event.shiftKey || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    if (event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    }
  });
}

function startSide(form, element) {
  const textarea = element.querySelector("textarea");
  const side = { element, textarea, audience: element.dataset.side, onEdit: () => {} };
  let timer = 0;
  let panel = null;
  side.editor = mount(textarea, {
    nonce: form.dataset.nonce,
    describe: (marks) => describeMarks(form, marks, side),
    onChange() {
      clearTimeout(timer);
      timer = setTimeout(() => preview.refresh(), TYPING_STOPS);
      panel?.refresh();
      side.onEdit();
    },
    onPaste(event) {
      const cleaned = cleanPaste(event, form);
      cleaned?.then(({ markdown, losses }) => {
        insertPasted(side.editor.view, markdown);
        showLosses(form, element.querySelector(".side-work"), losses);
      });
      const image = cleaned ? null : findPastedImage(event);
      if (image) ask("picture", image);
      return cleaned !== null || image !== null;
    },
    own: [
      {
        key: "Mod-Enter",
        run() {
          side.other?.editor.view.focus();
          return true;
        },
      },
      { key: "Mod-Shift-k", run: () => ask("cite") },
      { key: "Mod-Shift-e", run: () => ask("term") },
      { key: "Mod-Alt-p", run: () => ask("picture") },
      {
        key: "F9",
        run() {
          panel.open();
          return true;
        },
      },
    ],
  });
  const preview = new Preview(form, side, (shown) => {
    side.editor.setMarks(shown.marks);
  });
  panel = new SimplifyPanel(form, side);
  startToolbar(element.querySelector("[data-toolbar]"), (command) => {
    if (!ask(command)) side.editor.run(command);
  });
  startAssistant(form, side);
  preview.refresh();
  return side;

  /** Open the dialog of a command; return false if it has none. */
  function ask(command, file) {
    const { editor } = side;
    if (command === "cite") openCitations(form, editor.insert);
    else if (command === "term") openTerms(form, editor.selected(), editor.insert);
    else if (command === "picture") {
      openImageDialog(form, (line) => insertBlock(editor.view, line), file);
    } else return false;
    return true;
  }
}
