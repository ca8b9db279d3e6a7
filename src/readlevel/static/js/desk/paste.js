// Pasting from Word or web pages: HTML is converted to Markdown, and losses are reported.

const MAX_LENGTH = 1_500_000;

/**
 * Markup that carries meaning; HTML without any is pasted as plain text. It is searched, not
 * parsed: a parser would apply its inline styles, which the CSP of this page forbids.
 */
const MEANINGFUL = [
  /<(?:h[1-6]|[uo]l|table|blockquote|b|strong|i|em|su[bp]|img|pre|del|s|strike|a\s[^>]*href)\b/i,
  /<p\b[\s\S]*<p\b/i,
  /font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|vertical-align:\s*su[bp]|mso-list/i,
];

/**
 * Handle a paste of formatted text. Return null if it is plain: the
 * editor then pastes it itself. Otherwise the event is prevented, and the promise never rejects.
 * @param {ClipboardEvent} event
 * @param {HTMLFormElement} form the form of the text, which contains the notice's messages
 * @returns {Promise<{markdown: string, losses: string[]}> | null}
 */
export function cleanPaste(event, form) {
  const data = event.clipboardData;
  const html = data?.getData("text/html") ?? "";
  const plain = data?.getData("text/plain") ?? "";
  if (!html || isFromEditor(html) || !isFormatted(html)) return null;
  event.preventDefault();
  // Embedded images are not converted, and may be very large.
  const sent = html.replace(/\ssrc\s*=\s*(["'])data:[^"']*\1/gi, ' src="data:"');
  if (sent.length > MAX_LENGTH) return Promise.resolve(fallBack(form, plain, "tooMuch"));
  return clean(form.dataset.pasteUrl, sent).catch(({ status }) =>
    fallBack(form, plain, status === 413 || status === 422 ? "tooMuch" : "unreachable"),
  );
}

/**
 * Replace the selection by pasted text; blocks start on a line of their own.
 * @param {import("./codemirror.js").EditorView} view
 * @param {string} markdown
 */
export function insertPasted(view, markdown) {
  const { from } = view.state.selection.main;
  const line = view.state.doc.lineAt(from);
  const text = markdown.trimEnd();
  const begins = from > line.from && /\n/.test(text) && line.text.slice(0, from - line.from).trim();
  const insert = begins ? `\n\n${text}` : text;
  view.dispatch(view.state.replaceSelection(insert), {
    userEvent: "input.paste",
    scrollIntoView: true,
  });
}

/**
 * Replace the selection by a block, with a blank line on either side.
 * @param {import("./codemirror.js").EditorView} view
 * @param {string} block
 */
export function insertBlock(view, block) {
  const { doc, selection } = view.state;
  const { from, to } = selection.main;
  const ends = doc.sliceString(Math.max(0, from - 2), from).match(/\n*$/)[0].length;
  const begins = doc.sliceString(to, to + 2).match(/^\n*/)[0].length;
  const above = from === 0 ? "" : "\n".repeat(2 - ends);
  const below = to === doc.length ? "" : "\n".repeat(2 - begins);
  view.dispatch(view.state.replaceSelection(above + block + below), {
    userEvent: "input",
    scrollIntoView: true,
  });
  view.focus();
}

/**
 * Show losses below `place`, in place of an earlier notice.
 * @param {HTMLFormElement} form
 * @param {Element} place
 * @param {string[]} losses sentences; without any, no notice is shown
 */
export function showLosses(form, place, losses) {
  place.parentElement.querySelector(".paste-notice")?.remove();
  const template = form.querySelector("[data-paste-notice]");
  if (!losses.length || !template) return;
  const notice = template.content.firstElementChild.cloneNode(true);
  const list = notice.querySelector("ul");
  for (const sentence of losses) {
    list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
  }
  notice.querySelector("button").addEventListener("click", () => notice.remove());
  place.after(notice);
}

async function clean(url, html) {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { Accept: "application/json", "X-CSRF-Token": document.body.dataset.csrf },
    body: new URLSearchParams({ html }),
  });
  if (!response.ok) throw Object.assign(new Error("not cleaned"), { status: response.status });
  return response.json();
}

function fallBack(form, markdown, why) {
  const message = form.querySelector("[data-paste-notice]")?.dataset[why];
  return { markdown, losses: message ? [message] : [] };
}

/** Return whether the HTML comes from a code editor, whose text is meant literally. */
function isFromEditor(html) {
  return /class="?cm-|vscode|font-family:[^;"]*(?:consolas|menlo|monospace)[^>]*white-space:\s*pre/i.test(
    html,
  );
}

function isFormatted(html) {
  return MEANINGFUL.some((pattern) => pattern.test(html));
}
