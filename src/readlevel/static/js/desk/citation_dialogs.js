// Dialogs that search for references and terms, and insert them.

const TYPING_STOPS = 150;

/** Search the answer's references, and `insert` a citation. */
export function openCitations(form, insert) {
  const { referencesUrl } = form.dataset;
  const dialog = form.querySelector("[data-citations]");
  if (!referencesUrl) {
    dialog.querySelector("[data-unsaved]").hidden = false;
    dialog.querySelector("[data-saved]").hidden = true;
    dialog.showModal();
    return;
  }
  const address = (query) => `${referencesUrl}?q=${query}`;
  open(dialog, address, show, ({ key }) => insert(`[@${/^[\w:.#$%&+?<>~/-]*\w$/.test(key) ? key : `{${key}}`}]`));

  function show(button, { key, html }) {
    const named = document.createElement("span");
    named.className = "finder-key";
    named.textContent = `@${key}`;
    const text = document.createElement("span");
    text.innerHTML = html;
    button.append(text, named);
  }
}

/** Search the glossary, and `insert` a term as the meaning of the `selected` text. */
export function openTerms(form, selected, insert) {
  const language = encodeURIComponent(form.elements.language.value);
  const address = (query) => `${form.dataset.termsUrl}?language=${language}&q=${query}`;
  const dialog = form.querySelector("[data-terms]");
  open(
    dialog,
    address,
    (button, { name }) => button.append(name),
    ({ slug, name }) => insert(`[${selected || name}]{term=${slug}}`),
    selected,
  );
}

function open(dialog, address, show, choose, first = "") {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[data-found]");
  const nothing = dialog.querySelector("[data-nothing]");
  let timer = 0;
  let waiting = null;

  async function search() {
    waiting?.abort();
    const asked = (waiting = new AbortController());
    try {
      const answer = await fetch(address(encodeURIComponent(input.value)), {
        signal: asked.signal,
        headers: { Accept: "application/json" },
      });
      if (answer.ok) fill(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") fill([]);
    }
  }

  function fill(found) {
    nothing.hidden = found.length > 0;
    list.replaceChildren(
      ...found.map((one) => {
        const button = document.createElement("button");
        button.type = "button";
        show(button, one);
        button.addEventListener("click", () => {
          dialog.close();
          choose(one);
        });
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
  }

  input.value = first;
  input.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_STOPS);
  };
  dialog.onkeydown = (event) => move(event, input, list);
  dialog.showModal();
  input.focus();
  search();
}

/** Arrow keys move through the results; Enter in the field takes the first. */
function move(event, input, list) {
  const stops = [input, ...list.querySelectorAll("button")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0) return;
  if (event.key === "Enter" && at === 0) {
    event.preventDefault();
    stops[1]?.click();
    return;
  }
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to === undefined || !stops[to]) return;
  event.preventDefault();
  stops[to].focus();
}
