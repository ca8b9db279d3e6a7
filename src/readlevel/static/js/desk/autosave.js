// Autosaving: in this browser at once, and on the server soon after.

const SERVER_AFTER = 1500;
const AGAIN_AFTER = 5000;
const SUBMITTED = "readlevel-desk submitted";
const FIELDS = ["question", "topics", "why", "slug", "began_with", "began_topics"];

/** Autosave the texts of `sides`, offer to restore an unsaved draft, and show the state. */
export function startAutosave(form, sides) {
  const autosaver = new Autosaver(form, sides);
  for (const side of sides) side.onEdit = () => autosaver.onEdit();
  for (const name of FIELDS) {
    form.elements[name]?.addEventListener("input", () => autosaver.onEdit());
  }
  form.addEventListener("submit", () => autosaver.submit());
  addEventListener("pagehide", () => autosaver.sendOnUnload());
  addEventListener("online", () => autosaver.send());
  autosaver.offerDraft();
  return autosaver;
}

class Autosaver {
  #form;
  #sides;
  #key;
  #timer = 0;
  #sent;
  #submitted = false;

  constructor(form, sides) {
    this.#form = form;
    this.#sides = sides;
    const { account, slug } = form.dataset;
    this.#key = `readlevel-desk ${account} ${slug} ${form.elements.language.value}`;
    this.#sent = this.#readForm();
  }

  onEdit() {
    store(localStorage, this.#key, JSON.stringify({ at: Date.now(), draft: this.#readForm() }));
    this.#showState("typing");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), SERVER_AFTER);
  }

  async send() {
    const typed = this.#readForm();
    if (typed === this.#sent || this.#submitted) return;
    clearTimeout(this.#timer);
    try {
      const response = await fetch(this.#form.dataset.autosaveUrl, this.#request(typed));
      if (response.status === 403) return this.#retry("signed_out");
      if (!response.ok) throw new Error(String(response.status));
      this.#sent = typed;
      this.#showState(typed === this.#readForm() ? "kept" : "typing");
    } catch {
      this.#retry("offline");
    }
  }

  /** Send the last edits while the page is closing. */
  sendOnUnload() {
    const typed = this.#readForm();
    if (typed === this.#sent || this.#submitted) return;
    fetch(this.#form.dataset.autosaveUrl, { ...this.#request(typed), keepalive: true });
  }

  /** The autosaved draft is removed once the next page says that it was saved. */
  submit() {
    this.#submitted = true;
    clearTimeout(this.#timer);
    store(sessionStorage, SUBMITTED, this.#key);
    this.#showState("saving");
  }

  /** Offer to restore the newer draft, from this browser or from the server. */
  offerDraft() {
    removeSavedDraft();
    const offer = this.#form.querySelector("[data-recover]");
    const here = read(this.#key);
    const there = Number(offer.dataset.at ?? 0);
    const unsaved = here && here.at > there ? here.draft : offer.dataset.draft;
    if (!unsaved || this.#isShown(unsaved)) {
      store(localStorage, this.#key, null);
      return;
    }
    offer.hidden = false;
    offer.querySelector("[data-restore]").addEventListener("click", () => {
      offer.hidden = true;
      this.#restore(JSON.parse(unsaved));
    });
    offer.querySelector("[data-discard]").addEventListener("click", () => {
      offer.hidden = true;
      store(localStorage, this.#key, null);
      fetch(this.#form.dataset.autosaveUrl, this.#request(""));
    });
  }

  #retry(state) {
    this.#showState(state);
    this.#timer = setTimeout(() => this.send(), AGAIN_AFTER);
  }

  /** Return whether the form shows the draft already. */
  #isShown(unsaved) {
    const kept = parse(unsaved);
    const here = parse(this.#readForm());
    return !kept || ["question", ...this.#sides.map((side) => side.audience)].every(
      (name) => (kept[name] ?? "") === (here[name] ?? ""),
    );
  }

  /** Restore the base revisions with the draft, so that later edits by others cause a conflict. */
  #restore(kept) {
    const { elements } = this.#form;
    for (const name of FIELDS) {
      if (elements[name] && kept[name] !== undefined) elements[name].value = kept[name];
    }
    for (const side of this.#sides) {
      const begun = kept[`began_from_${side.audience}`];
      if (begun !== undefined) elements[`began_from_${side.audience}`].value = begun;
      side.editor.setText(kept[side.audience] ?? "");
    }
    this.onEdit();
  }

  #readForm() {
    const { elements } = this.#form;
    const typed = {};
    for (const name of FIELDS) if (elements[name]) typed[name] = elements[name].value;
    for (const side of this.#sides) {
      typed[side.audience] = side.textarea.value;
      typed[`began_from_${side.audience}`] = elements[`began_from_${side.audience}`].value;
    }
    return JSON.stringify(typed);
  }

  #request(draft) {
    const { elements, dataset } = this.#form;
    const body = new URLSearchParams({
      slug: dataset.slug,
      language: elements.language.value,
      csrf_token: elements.csrf_token.value,
      draft,
    });
    return { method: "POST", body, headers: { Accept: "application/json" } };
  }

  #showState(state) {
    for (const words of this.#form.querySelectorAll("[data-state]")) {
      words.hidden = words.dataset.state !== state;
    }
  }
}

/** Remove the draft that the previous page submitted if this page says that it was saved. */
function removeSavedDraft() {
  const flash = new URLSearchParams(location.search).get("said");
  const key = read(SUBMITTED, sessionStorage, (value) => value);
  store(sessionStorage, SUBMITTED, null);
  if (key && (flash === "saved" || flash === "unchanged")) store(localStorage, key, null);
}

function store(storage, key, value) {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    // Without local storage, the server still has a copy.
  }
}

function read(key, storage = localStorage, make = parse) {
  try {
    return make(storage.getItem(key));
  } catch {
    return null;
  }
}

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
