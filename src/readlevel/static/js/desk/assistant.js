// Drafts of the assistant: asked for, followed while they are written, accepted by paragraph.

import { insertBlock } from "./paste.js";

const POLL = 1500;
const RETRY = 5000;

/** Start the assistant of one side, if the page has one. */
export function startAssistant(form, side) {
  const panel = side.element.querySelector("[data-assistant]");
  if (!panel?.querySelector("[data-parts]")) return;
  const find = (selector) => panel.querySelector(selector);
  const parts = find("[data-parts]");
  let followed = "";

  find("[data-whole]")?.addEventListener("click", () => {
    const { value, selectedOptions } = find("[data-source]");
    ask({ task: selectedOptions[0].dataset.task, source: value });
  });
  for (const button of panel.querySelectorAll("[data-passage]")) {
    button.addEventListener("click", () => {
      ask({ task: button.dataset.passage, passage: passageAt(side.editor.view) });
    });
  }
  find("[data-cancel]").addEventListener("click", async () => {
    const url = followed;
    find("[data-cancel]").hidden = true;
    await send(`${url}/cancellation`, {}).catch(() => {});
    follow(url);
  });
  parts.addEventListener("click", (event) => {
    const proposal = event.target.closest("[data-proposal]");
    const button = event.target.closest("button");
    if (!proposal || !button) return;
    if ("accept" in button.dataset) accept(side.editor, parts, proposal);
    else if ("reject" in button.dataset) choose(proposal, "rejected");
    else if ("again" in button.dataset) choose(proposal, "");
    else if ("insert" in button.dataset) {
      insertBlock(side.editor.view, proposal.dataset.after);
      choose(proposal, "accepted");
    }
  });
  if (panel.dataset.newestUrl) {
    panel.addEventListener("toggle", () => follow(panel.dataset.newestUrl), { once: true });
  }

  async function ask(given) {
    find("[data-problem]").replaceChildren();
    try {
      const { url } = await send(panel.dataset.draftsUrl, {
        slug: form.dataset.slug,
        audience: side.audience,
        language: form.elements.language.value,
        present: side.textarea.value,
        ...given,
      });
      follow(url);
    } catch (problem) {
      if (problem.html) find("[data-problem]").innerHTML = problem.html;
      else show("lost");
    }
  }

  /** Show a draft from its beginning, until nothing more comes. */
  function follow(url) {
    followed = url;
    parts.replaceChildren();
    find("[data-problem]").replaceChildren();
    show("waiting");
    continueFrom(url, 0);
  }

  async function continueFrom(url, first) {
    let shown;
    try {
      const response = await fetch(`${url}?from=${first}`, { credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      shown = await response.json();
    } catch {
      if (url !== followed) return;
      show("lost");
      setTimeout(() => continueFrom(url, first), RETRY);
      return;
    }
    if (url !== followed) return;
    parts.insertAdjacentHTML("beforeend", shown.html);
    find("[data-problem]").innerHTML = shown.problem;
    show(shown.status, shown);
    if (shown.isOpen) setTimeout(() => url === followed && continueFrom(url, shown.next), POLL);
  }

  function show(state, { isOpen = state === "waiting", next = 0, total = 0 } = {}) {
    for (const words of panel.querySelectorAll("[data-draft-state]")) {
      words.hidden = words.dataset.draftState !== state;
    }
    find("[data-progress]").textContent = isOpen && total > 1 ? `${next}/${total}` : "";
    find("[data-cancel]").hidden = !isOpen || !followed;
  }
}

/** Put a proposal into the text as one step to undo, unless that would overwrite other words. */
function accept(editor, parts, proposal) {
  const { before, after } = proposal.dataset;
  const text = editor.view.state.doc.toString();
  if (!before) {
    const { from, to, insert } = placeAfter(text, lastAccepted(parts, proposal), after);
    editor.replace(from, to, insert);
    choose(proposal, "accepted");
    return;
  }
  const start = text.indexOf(before);
  const isThereOnce = start >= 0 && text.indexOf(before, start + 1) < 0;
  proposal.querySelector("[data-changed]").hidden = isThereOnce;
  if (!isThereOnce) return;
  editor.replace(start, start + before.length, after);
  choose(proposal, "accepted");
}

/** Return the change that adds a paragraph below another one, or at the end of the text. */
function placeAfter(text, above, after) {
  const found = above ? text.lastIndexOf(above) : -1;
  const from = found < 0 ? text.trimEnd().length : found + above.length;
  const to = found < 0 ? text.length : from;
  return { from, to, insert: from ? `\n\n${after}${found < 0 ? "\n" : ""}` : `${after}\n` };
}

/** Return the text of the last accepted proposal above another one. */
function lastAccepted(parts, proposal) {
  const all = [...parts.querySelectorAll("[data-proposal]")];
  const above = all.slice(0, all.indexOf(proposal)).reverse();
  return above.find((one) => one.dataset.choice === "accepted")?.dataset.after;
}

function choose(proposal, choice) {
  if (choice) proposal.dataset.choice = choice;
  else delete proposal.dataset.choice;
  for (const name of ["accepted", "rejected"]) {
    proposal.querySelector(`[data-${name}]`).hidden = choice !== name;
  }
  proposal.querySelector("[data-choices]").hidden = Boolean(choice);
  proposal.querySelector("[data-changed]").hidden = true;
}

/** Return the selected words, or the paragraph at the cursor. */
function passageAt({ state }) {
  const { from, to } = state.selection.main;
  if (from !== to) return state.sliceDoc(from, to);
  const { doc } = state;
  let first = doc.lineAt(from).number;
  let last = first;
  if (!doc.line(first).text.trim()) return "";
  while (first > 1 && doc.line(first - 1).text.trim()) first -= 1;
  while (last < doc.lines && doc.line(last + 1).text.trim()) last += 1;
  return state.sliceDoc(doc.line(first).from, doc.line(last).to);
}

async function send(url, fields) {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { Accept: "application/json", "X-CSRF-Token": document.body.dataset.csrf },
    body: new URLSearchParams(fields),
  });
  if (response.status === 409) {
    throw Object.assign(new Error("refused"), { html: (await response.json()).problem });
  }
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
