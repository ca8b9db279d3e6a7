// Keeping what is typed: in this browser at once, and on the server soon after. Each tab keeps its
// own text; what other tabs or days left is only offered, in the list that the server renders.

const SERVER_AFTER = 1500;
const AGAIN_AFTER = 5000;
const HEARTBEAT = 30_000;
const SUBMITTED = "readlevel-desk submitted";
const KEPT = "readlevel-desk kept";
const FIELDS = ["question", "topics", "why", "slug", "began_with", "began_topics"];
const SAVED = new Set(["saved", "unchanged", "saved_submitted", "review_submit"]);
const MAX_WORDS = 120;

/** Keep the texts of `sides`, show the state, and save only while the session lasts. */
export function startAutosave(form, sides, session) {
  const autosaver = new Autosaver(form, sides, session);
  for (const side of sides) side.onEdit = () => autosaver.onEdit();
  for (const name of FIELDS) {
    form.elements[name]?.addEventListener("input", () => autosaver.onEdit());
  }
  form.addEventListener("submit", (event) => autosaver.submit(event));
  addEventListener("pagehide", () => autosaver.leave());
  addEventListener("pageshow", (event) => event.persisted && autosaver.comeBack());
  addEventListener("online", () => autosaver.send());
  autosaver.start();
  return autosaver;
}

class Autosaver {
  #form;
  #sides;
  #session;
  #tab = makeId();
  #timer = 0;
  #first;
  #sent;
  #submitted = false;
  #checked = false;

  constructor(form, sides, session) {
    this.#form = form;
    this.#sides = sides;
    this.#session = session;
    this.#first = this.#readForm();
    this.#sent = JSON.stringify(this.#first);
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "tab", value: this.#tab });
    form.append(field);
  }

  start() {
    forgetSaved();
    this.#watchDiscards();
    this.#sendLeftBehind();
    // The form holds words that are not saved: those of a merge, or that were refused.
    if (this.#form.dataset.unsaved === "keep") {
      this.#sent = "";
      this.onEdit();
    } else if (this.#form.dataset.unsaved) this.#showState("typing");
    if (this.#form.dataset.slug) {
      this.#beat();
      setInterval(() => this.#beat(), HEARTBEAT);
    }
  }

  onEdit() {
    const { account, slug } = this.#form.dataset;
    const language = this.#form.elements.language.value;
    const typed = JSON.stringify(this.#readForm());
    const words = this.#firstWords();
    const kept = { at: Date.now(), account, slug, language, words, draft: typed };
    store(localStorage, `${KEPT} ${this.#tab}`, JSON.stringify(kept));
    this.#showState("typing");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), SERVER_AFTER);
  }

  async send() {
    const typed = JSON.stringify(this.#readForm());
    if (typed === this.#sent || this.#submitted) return;
    clearTimeout(this.#timer);
    try {
      const response = await fetch(this.#form.dataset.autosaveUrl, this.#request(typed));
      if (response.status === 403) return this.#renew();
      if (!response.ok) throw new Error(String(response.status));
      this.#sent = typed;
      if (typed === JSON.stringify(this.#readForm())) {
        store(localStorage, `${KEPT} ${this.#tab}`, null);
      }
      this.#showState(typed === JSON.stringify(this.#readForm()) ? "kept" : "typing");
    } catch {
      this.#retry("offline");
    }
  }

  /** Send the last edits, and say that the answer is not open any more. */
  leave() {
    const typed = JSON.stringify(this.#readForm());
    if (typed !== this.#sent && !this.#submitted) {
      fetch(this.#form.dataset.autosaveUrl, { ...this.#request(typed), keepalive: true });
    }
    if (this.#form.dataset.slug) {
      fetch(this.#form.dataset.openUrl, { ...this.#presence({ closed: "yes" }), keepalive: true });
    }
  }

  /** The page is shown again as it was left: what was submitted may not have been saved. */
  comeBack() {
    this.#submitted = false;
    this.#checked = false;
    this.#showState("typing");
    this.send();
  }

  /** Save only once the session is known to last: a page of an error would replace the text. */
  async submit(event) {
    if (this.#checked || event.submitter?.value === "preview") {
      this.#submitted = event.submitter?.value !== "preview";
      clearTimeout(this.#timer);
      store(sessionStorage, SUBMITTED, JSON.stringify([this.#tab]));
      this.#showState("saving");
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    this.#showState("saving");
    const lasts = await this.#session.ensure();
    if (lasts) {
      this.#checked = true;
      this.#form.requestSubmit(submitter);
      this.#checked = false;
    } else this.#retry(lasts === null ? "offline" : "signed_out");
  }

  /** The token is refused: take the new one if there is one, else ask to sign in again. */
  async #renew() {
    const before = this.#form.elements.csrf_token.value;
    const state = await this.#session.check();
    if (state === "ok" && this.#form.elements.csrf_token.value !== before) return this.send();
    if (state === "offline" || state === "ok") return this.#retry("offline");
    this.#showState(state === "other_account" ? state : "signed_out");
    if (await this.#session.ensure()) this.send();
    else this.#retry("signed_out");
  }

  /** Send what tabs of this account kept in this browser only, so that it is listed everywhere. */
  async #sendLeftBehind() {
    let sent = false;
    for (const [key, kept] of listKept(this.#form.dataset.account)) {
      const tab = key.slice(KEPT.length + 1);
      if (tab === this.#tab) continue;
      const body = new URLSearchParams({ ...kept, tab, csrf_token: this.#token() });
      try {
        const response = await fetch(this.#form.dataset.autosaveUrl, { method: "POST", body });
        if (!response.ok) continue;
        store(localStorage, key, null);
        sent = true;
      } catch {
        return;
      }
    }
    if (sent) await this.#showKept();
  }

  /** Show the list of kept texts as the server has it now. */
  async #showKept() {
    const response = await fetch(location.href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = page.querySelector("[data-recover]");
    const before = this.#form.querySelector("[data-recover]");
    if (!list) return;
    if (before) before.replaceWith(list);
    else this.#form.querySelector("[data-others]").after(list);
    this.#watchDiscards();
  }

  #watchDiscards() {
    for (const button of document.querySelectorAll("[data-discard]")) {
      button.addEventListener("click", (event) => this.#discard(event, button));
    }
  }

  async #discard(event, button) {
    event.preventDefault();
    const body = new URLSearchParams({ csrf_token: this.#token() });
    const response = await fetch(button.formAction, { method: "POST", body }).catch(() => null);
    if (!response?.ok && response?.status !== 404) return this.#retry("offline");
    const notice = button.closest("[data-recover]");
    const item = button.closest("li");
    store(localStorage, `${KEPT} ${item.dataset.tab}`, null);
    item.remove();
    if (!notice.querySelector("li")) notice.remove();
  }

  /** Say that the answer is open here, and show who else has it open. */
  async #beat() {
    try {
      const response = await fetch(this.#form.dataset.openUrl, this.#presence({}));
      if (!response.ok) return;
      const others = this.#form.querySelector("[data-others]");
      const { html } = await response.json();
      if (others.innerHTML.trim() !== html) others.innerHTML = html;
      others.hidden = !html;
    } catch {
      // It is tried again in a moment.
    }
  }

  #presence(more) {
    const body = new URLSearchParams({ ...this.#place(), ...more });
    body.set("text", document.activeElement?.closest?.("[data-side]")?.dataset.side ?? "");
    return { method: "POST", body };
  }

  #place() {
    const { slug } = this.#form.dataset;
    const language = this.#form.elements.language.value;
    return { slug, language, tab: this.#tab, csrf_token: this.#token() };
  }

  #token() {
    return this.#form.elements.csrf_token.value;
  }

  #retry(state) {
    this.#showState(state);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), AGAIN_AFTER);
  }

  #readForm() {
    const { elements } = this.#form;
    const typed = {};
    for (const name of FIELDS) if (elements[name]) typed[name] = elements[name].value;
    for (const side of this.#sides) {
      typed[side.audience] = side.textarea.value;
      typed[`began_from_${side.audience}`] = elements[`began_from_${side.audience}`].value;
    }
    return typed;
  }

  /** Return the question of a new answer, or the first words that differ from the page's own. */
  #firstWords() {
    const now = this.#readForm();
    if (!this.#form.dataset.slug && now.question?.trim()) return now.question.slice(0, MAX_WORDS);
    for (const name of [...this.#sides.map((side) => side.audience), "question", "topics", "why"]) {
      const before = this.#first[name] ?? "";
      const after = now[name] ?? "";
      if (before === after) continue;
      let at = 0;
      while (at < after.length && before[at] === after[at]) at += 1;
      const words = after.slice(Math.max(after.lastIndexOf(" ", at), after.lastIndexOf("\n", at)) + 1);
      if (words.trim()) return words.slice(0, MAX_WORDS);
    }
    const texts = [...this.#sides.map((side) => now[side.audience]), now.question];
    return (texts.find((text) => text?.trim()) ?? "").slice(0, MAX_WORDS);
  }

  #request(draft) {
    const body = new URLSearchParams({ ...this.#place(), draft, words: this.#firstWords() });
    return { method: "POST", body, headers: { Accept: "application/json" } };
  }

  #showState(state) {
    for (const words of this.#form.querySelectorAll("[data-state]")) {
      words.hidden = words.dataset.state !== state;
    }
  }
}

function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Forget what the previous page submitted if this page says that it was saved. */
function forgetSaved() {
  const flash = new URLSearchParams(location.search).get("said");
  const tabs = read(sessionStorage, SUBMITTED) ?? [];
  store(sessionStorage, SUBMITTED, null);
  if (SAVED.has(flash)) for (const tab of tabs) store(localStorage, `${KEPT} ${tab}`, null);
}

/** Return what tabs of an account that are not open kept in this browser: (key, kept). */
function listKept(account) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(KEPT))
      .map((key) => [key, read(localStorage, key)])
      .filter(([, kept]) => kept?.account === account);
  } catch {
    return [];
  }
}

function store(storage, key, value) {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    // Without local storage, the server still has a copy.
  }
}

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}
