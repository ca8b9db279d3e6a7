// The reading level of a definition while it is typed.

const TYPING_STOPS = 250;

const form = document.querySelector("form[data-term]");
const definition = form?.elements.definition_lay;
let timer = 0;
let waiting = null;

definition?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(measure, TYPING_STOPS);
});

async function measure() {
  waiting?.abort();
  const asked = (waiting = new AbortController());
  const body = new URLSearchParams({
    csrf_token: form.elements.csrf_token.value,
    language: form.elements.language.value,
    definition: definition.value,
  });
  try {
    const answer = await fetch(form.dataset.levelUrl, { method: "POST", body, signal: asked.signal });
    if (answer.ok) form.querySelector("[data-level]").innerHTML = await answer.text();
  } catch {
    // Ignored: the next keystroke asks again.
  }
}
