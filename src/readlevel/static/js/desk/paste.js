// Pasting from Word or a web page: it becomes Markdown, and what could not be carried is told.

const MOST = 1_500_000;

/**
 * What says more than its words; a text without any is pasted as it is. The text is searched, not
 * parsed: a parser would apply its styles, which this page does not allow.
 */
const TELLING = [
  /<(?:h[1-6]|[uo]l|table|blockquote|b|strong|i|em|su[bp]|img|pre|del|s|strike|a\s[^>]*href)\b/i,
  /<p\b[\s\S]*<p\b/i,
  /font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|vertical-align:\s*su[bp]|mso-list/i,
];

/**
 * Take a paste over where it brings more than plain words. Returns null where it does not: the
 * editor then pastes as always. Otherwise the event is prevented, and the promise never rejects.
 * @param {ClipboardEvent} event
 * @param {HTMLFormElement} form the form the text is in, which has the words of the notice
 * @returns {Promise<{markdown: string, losses: string[]}> | null}
 */
export function cleanPaste(event, form) {
  const data = event.clipboardData;
  const html = data?.getData("text/html") ?? "";
  const plain = data?.getData("text/plain") ?? "";
  if (!html || isFromEditor(html) || !tellsMore(html)) return null;
  event.preventDefault();
  // Pictures inside the text cannot be carried, and may be very large.
  const sent = html.replace(/\ssrc\s*=\s*(["'])data:[^"']*\1/gi, ' src="data:"');
  if (sent.length > MOST) return Promise.resolve(fallBack(form, plain, "tooMuch"));
  return clean(form.dataset.pasteUrl, sent).catch(({ status }) =>
    fallBack(form, plain, status === 413 || status === 422 ? "tooMuch" : "unreachable"),
  );
}

/**
 * Put what was pasted in the place of what is selected; blocks begin on a line of their own.
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
 * Put a block in the place of what is selected, with a blank line on either side.
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
 * Tell below `place` what could not be carried, instead of what was told there before.
 * @param {HTMLFormElement} form
 * @param {Element} place
 * @param {string[]} losses sentences; where there are none, nothing is told
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
  const said = form.querySelector("[data-paste-notice]")?.dataset[why];
  return { markdown, losses: said ? [said] : [] };
}

/** Tell whether the text comes from an editor of source code, where signs are meant as they are. */
function isFromEditor(html) {
  return /class="?cm-|vscode|font-family:[^;"]*(?:consolas|menlo|monospace)[^>]*white-space:\s*pre/i.test(
    html,
  );
}

function tellsMore(html) {
  return TELLING.some((sign) => sign.test(html));
}
