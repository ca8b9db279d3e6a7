// The live preview beside an editor.

const AGAIN_AFTER = 5000;

/** Updates preview, level meter and difficulties of one text from the server. */
export class Preview {
  #form;
  #side;
  #onShown;
  #waiting = null;
  #again = 0;

  constructor(form, side, onShown) {
    this.#form = form;
    this.#side = side;
    this.#onShown = onShown;
    for (const control of side.element.querySelectorAll("[data-preview-option]")) {
      control.addEventListener("change", () => this.refresh());
    }
  }

  /** Request the preview of the current text, and abort an earlier request. */
  async refresh() {
    this.#waiting?.abort();
    clearTimeout(this.#again);
    const asked = (this.#waiting = new AbortController());
    const text = this.#side.textarea.value;
    const { elements, dataset } = this.#form;
    const body = new URLSearchParams({
      markdown: text,
      audience: this.#side.audience,
      language: elements.language.value,
      question: elements.question.value,
      slug: dataset.slug,
      csrf_token: elements.csrf_token.value,
    });
    for (const control of this.#side.element.querySelectorAll("[data-preview-option]")) {
      body.set(control.dataset.previewOption, control.value);
    }
    try {
      const response = await fetch(this.#form.dataset.previewUrl, {
        method: "POST",
        body,
        signal: asked.signal,
      });
      if (!response.ok) throw new Error(String(response.status));
      const shown = await response.json();
      if (text === this.#side.textarea.value) this.#show(shown);
    } catch (error) {
      if (error.name !== "AbortError") this.#fail();
    }
  }

  #show(shown) {
    const { element } = this.#side;
    element.querySelector("[data-meter]").innerHTML = shown.meter;
    element.querySelector("[data-preview-failed]").hidden = true;
    const frame = element.querySelector("iframe[data-preview]");
    frame.classList.toggle("side-frame-phone", this.#option("width") === "phone");
    fill(frame, shown.html, this.#option("theme"));
    this.#onShown(shown);
  }

  #option(name) {
    return this.#side.element.querySelector(`[data-preview-option="${name}"]`)?.value;
  }

  #fail() {
    this.#side.element.querySelector("[data-preview-failed]").hidden = false;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.refresh(), AGAIN_AFTER);
  }
}

/** Pass the HTML to the frame's page, which is styled as readers' pages. */
function fill(frame, html, theme = "auto") {
  if (!frame.src) frame.src = frame.dataset.src;
  const page = frame.contentDocument;
  if (page?.documentElement.dataset.ready === undefined) {
    frame.onload = () => fill(frame, html, theme);
    return;
  }
  page.dispatchEvent(new frame.contentWindow.CustomEvent("readlevel-show", { detail: { html, theme } }));
}
