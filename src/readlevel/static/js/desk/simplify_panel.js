// The panel that leads through what makes a text hard to read, one proposal at a time.

const AFTER_TYPING = 700;
const OFF = "readlevel-simplify-off";
const ALL_MARKS = "readlevel-all-marks";
const WORDS = new Set(["word", "uncommon_word", "acronym"]);
const NUMBERS = ["words", "sentences", "items"];

/** Shows the proposals for one text; `form` is that of the writing page. */
export class SimplifyPanel {
  #form;
  #side;
  #root;
  #card;
  /** Keys and words that were ignored here; the server keeps those of answers that are saved. */
  #ignored = new Set();
  #off = new Set(read(OFF, []));
  #queue = null;
  #shown = [];
  #place = 0;
  #timer = 0;
  #waiting = null;
  #awaited = false;

  constructor(form, side) {
    this.#form = form;
    this.#side = side;
    this.#root = side.element.querySelector("[data-simplify]");
    this.#card = this.#part("card");
    this.#part("toggle").addEventListener("click", () => this.#toggle());
    this.#root.querySelector("[data-restore]").addEventListener("click", () => {
      this.#ignored.clear();
      this.#tell({ do: "restore" }).then(() => this.#ask());
    });
    this.#listKinds();
    const all = this.#root.querySelector("[data-all-marks]");
    all.checked = read(ALL_MARKS, false);
    all.addEventListener("change", () => {
      write(ALL_MARKS, all.checked);
      side.editor.showAllMarks(all.checked);
    });
    side.editor.showAllMarks(all.checked);
    this.#card.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Open the panel, and focus the first proposal once it is there. */
  open() {
    if (this.#part("body").hidden) this.#toggle();
    if (this.#queue) this.#focus();
    else this.#awaited = true;
  }

  /** Note that the text has changed: its proposals are asked for when typing stops. */
  refresh() {
    if (this.#part("body").hidden) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), AFTER_TYPING);
  }

  #part(name) {
    return this.#root.querySelector(`[data-simplify-${name}]`);
  }

  #toggle() {
    const body = this.#part("body");
    body.hidden = !body.hidden;
    this.#part("toggle").setAttribute("aria-expanded", String(!body.hidden));
    if (!body.hidden) this.#ask();
  }

  async #ask() {
    this.#waiting?.abort();
    const asked = (this.#waiting = new AbortController());
    const text = this.#side.textarea.value;
    if (!this.#queue) this.#say("reading");
    const body = this.#fields({ markdown: text });
    const url = this.#form.dataset.simplifyUrl;
    try {
      const response = await fetch(url, { method: "POST", body, signal: asked.signal });
      if (!response.ok) throw new Error(String(response.status));
      const queue = await response.json();
      if (text !== this.#side.textarea.value) return this.refresh();
      this.#queue = queue;
      this.#show();
    } catch (error) {
      if (error.name !== "AbortError") this.#say("failed");
    }
  }

  #fields(more) {
    const { elements, dataset } = this.#form;
    return new URLSearchParams({
      ...more,
      slug: dataset.slug,
      audience: this.#side.audience,
      language: elements.language.value,
      csrf_token: elements.csrf_token.value,
    });
  }

  /** Have the server keep what is ignored, for everyone who writes this text. */
  async #tell(what) {
    const { slug, ignoredUrl } = this.#form.dataset;
    if (!slug) return;
    try {
      const response = await fetch(ignoredUrl, { method: "POST", body: this.#fields(what) });
      if (!response.ok) this.#say("not_kept");
    } catch {
      this.#say("not_kept");
    }
  }

  /** Show the proposal at the present place, of those that are neither ignored nor switched off. */
  #show() {
    if (!this.#queue) return;
    const focused = this.#awaited || this.#card.contains(document.activeElement);
    this.#awaited = false;
    this.#shown = this.#queue.proposals.filter(
      (one) => !this.#off.has(one.kind) && !this.#isIgnored(one),
    );
    const count = this.#shown.length;
    this.#place = Math.min(this.#place, Math.max(0, count - 1));
    const ignored = this.#queue.ignored + this.#ignored.size;
    this.#root.querySelector("[data-restore]").hidden = !ignored;
    const badge = this.#root.querySelector("[data-count]");
    badge.hidden = !count;
    badge.textContent = count;
    const { to_target: first, target } = this.#queue;
    if (!count) this.#say("none");
    else if (count < this.#queue.proposals.length) this.#say("listed", { count });
    else if (first === 0) this.#say("on_target", { count });
    else this.#say(first === null ? "beyond" : "to_target", { count, first, target });
    this.#card.replaceChildren(...(count ? [this.#describe(this.#shown[this.#place])] : []));
    if (focused) this.#focus();
  }

  #describe(one) {
    const kind = this.#kind(one.kind);
    const card = element("div", "simplify-card");
    const head = element("p", "simplify-kind-name");
    head.id = `simplify-what-${this.#side.audience}`;
    head.append(element("b", "", kind.name));
    for (const name of NUMBERS) if (name in one) head.append(" · ", this.#words(name, one));
    if (one.grade > 0) head.append(" · ", this.#words("grade", one));
    else if (one.hardness > 0) head.append(" · ", this.#words("hardness", one));
    const quote = element("blockquote", "simplify-sentence");
    quote.id = `simplify-text-${this.#side.audience}`;
    quote.lang = this.#side.textarea.lang;
    quote.dir = "auto";
    const at = one.text === one.sentence ? -1 : one.sentence.indexOf(one.text);
    if (at < 0) quote.append(one.sentence);
    else {
      quote.append(one.sentence.slice(0, at), element("mark", "", one.text));
      quote.append(one.sentence.slice(at + one.text.length));
    }
    card.append(head, quote);
    if (one.options.length) card.append(this.#options(one, head.id, quote.id));
    const why = element("details", "simplify-why");
    const called = one.term && this.#words("called", one);
    const reason = element("p", "", called || one.reason || kind.why);
    reason.dir = "auto";
    why.append(element("summary", "", this.#words("why")), reason);
    why.open = Boolean(called || one.reason);
    card.append(why, this.#actions(one), this.#steps());
    return card;
  }

  #options(one, ...described) {
    const list = element("ul", "simplify-options");
    list.setAttribute("aria-label", this.#words("use"));
    for (const option of one.options) {
      const button = this.#button(option.trim(), () => this.#take(one, option), "simplify-option");
      button.lang = this.#side.textarea.lang;
      button.dir = "auto";
      button.setAttribute("aria-describedby", described.join(" "));
      const item = element("li");
      item.append(button);
      list.append(item);
    }
    const note = one.note === "blanks" ? this.#words("blanks") : this.#note(one.note);
    const parts = document.createDocumentFragment();
    parts.append(list);
    if (note) parts.append(element("p", "mark-note", note));
    return parts;
  }

  #actions(one) {
    const actions = element("p", "simplify-actions");
    const link = (name, act) => actions.append(this.#button(this.#words(name), act, "desk-link"));
    link("edit", () => this.#side.editor.goTo(one.from, one.to));
    link("ignore", () => this.#ignore("ignore", one.key));
    if (WORDS.has(one.kind)) {
      link("ignore_word", () => this.#ignore("ignore_word", one.text.toLowerCase()));
      const add = element("a", "desk-link", this.#words("add_term"));
      const url = new URL(this.#form.dataset.newTermUrl, location.href);
      url.searchParams.set("name", one.text);
      add.href = url;
      add.target = "_blank";
      add.rel = "noopener";
      actions.append(add);
    }
    return actions;
  }

  #steps() {
    const steps = element("p", "simplify-steps");
    const count = this.#shown.length;
    const previous = this.#button(this.#words("previous"), () => this.#go(-1), "button button-quiet");
    const next = this.#button(this.#words("next"), () => this.#go(1), "button button-quiet");
    previous.disabled = this.#place === 0;
    next.disabled = this.#place === count - 1;
    const place = element("span", "quiet", this.#words("place", { place: this.#place + 1, count }));
    steps.append(previous, place, next);
    return steps;
  }

  /** Put an option into the text, in one step that can be undone, and show the next proposal. */
  #take(one, option) {
    const { editor, textarea } = this.#side;
    if (textarea.value.slice(one.from, one.to) !== one.text) {
      this.#ask();
      return;
    }
    editor.replace(one.from, one.to, option, { keepFocus: true });
    const moved = option.length - (one.to - one.from);
    this.#queue.proposals = this.#queue.proposals
      .filter((other) => other.to <= one.from || other.from >= one.to)
      .map((other) =>
        other.from < one.to ? other : { ...other, from: other.from + moved, to: other.to + moved },
      );
    this.#show();
    this.#say("changed");
    this.#focus();
  }

  #ignore(how, key) {
    this.#ignored.add(key);
    this.#show();
    this.#focus();
    this.#tell({ do: how, key });
  }

  #isIgnored(one) {
    const { kind, key, text } = one;
    return this.#ignored.has(key) || (WORDS.has(kind) && this.#ignored.has(text.toLowerCase()));
  }

  #go(step) {
    const place = this.#place + step;
    if (place < 0 || place >= this.#shown.length) return;
    this.#place = place;
    this.#show();
    this.#focus();
  }

  #press(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") this.#side.editor.view.focus();
    else if (step && !event.altKey && !event.ctrlKey && !event.metaKey) {
      this.#go(document.documentElement.dir === "rtl" ? -step : step);
    } else return;
    event.preventDefault();
  }

  /** Focus the first wording of the proposal, or else what there is to do. */
  #focus() {
    (this.#card.querySelector("button") ?? this.#part("state")).focus();
  }

  #listKinds() {
    const kinds = this.#form.querySelectorAll("template[data-simplify-kind]");
    for (const { dataset } of kinds) {
      const label = element("label", "simplify-kind");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = !this.#off.has(dataset.simplifyKind);
      box.addEventListener("change", () => {
        this.#off[box.checked ? "delete" : "add"](dataset.simplifyKind);
        write(OFF, [...this.#off]);
        this.#show();
      });
      label.append(box, ` ${dataset.name}`);
      this.#part("kinds").append(label);
    }
  }

  #kind(name) {
    return this.#form.querySelector(`template[data-simplify-kind="${name}"]`)?.dataset ?? {};
  }

  #note(code) {
    const found = code && this.#form.querySelector(`template[data-words="note-${code}"]`);
    return found ? found.content.textContent.trim() : "";
  }

  #say(key, values = {}) {
    this.#part("state").textContent = this.#words(key, values);
  }

  #words(key, values = {}) {
    const found = this.#form.querySelector(`template[data-simplify-words="${key}"]`);
    const language = document.documentElement.lang;
    const fill = (name) => {
      const value = values[name.slice(1, -1)];
      return typeof value === "number" ? value.toLocaleString(language) : (value ?? "");
    };
    return (found?.content.textContent.trim() ?? "").replace(/%\w+%/g, fill);
  }

  #button(words, act, name) {
    const button = element("button", name, words);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function read(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The browser keeps nothing: the choice holds until the page is left.
  }
}
