// The dialog that inserts an image: a new upload, or one that the answer has already.
// Cards and error messages are read from the HTML of the answer's page of images.

/**
 * Ask for an image, and `insert` its Markdown.
 * @param {HTMLFormElement} form the form of the writing page
 * @param {(line: string) => void} insert
 * @param {File | null} file a pasted image
 */
export function openImageDialog(form, insert, file = null) {
  const dialog = form.querySelector("[data-pictures]");
  dialog.querySelector("[data-close]").onclick = () => dialog.close();
  dialog.showModal();
  const add = dialog.querySelector("[data-add]");
  if (!add) return;
  const address = form.dataset.imagesUrl;
  const [description, caption] = ["description", "caption"].map((name) =>
    dialog.querySelector(`#picture-${name}`),
  );
  const files = dialog.querySelector("#picture-file");
  description.value = caption.value = files.value = "";
  showProblems([]);
  if (file) {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    files.files = transfer.files;
  }
  description.focus();
  fetchPage(address).then((page) => list(page ? [...page.querySelectorAll(".picture-card")] : []));

  add.onclick = async () => {
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("description", description.value);
    body.set("caption", caption.value);
    if (files.files[0]) body.set("file", files.files[0]);
    add.disabled = true;
    handle(await fetchPage(address, { method: "POST", body }));
    add.disabled = false;
  };
  dialog.onkeydown = (event) => {
    // The dialog is inside the form of the texts, which Enter would submit.
    if (event.key !== "Enter" || event.target.type === "button") return;
    event.preventDefault();
    if (event.target !== files) add.click();
    else files.showPicker();
  };

  function list(cards) {
    dialog.querySelector("[data-kept]").hidden = cards.length === 0;
    dialog.querySelector("[data-found]").replaceChildren(...cards.map(makeItem));
  }

  function makeItem(card) {
    const name = card.querySelector(".picture-name").textContent;
    const line = card.querySelector(".picture-markdown input")?.getAttribute("value");
    const image = document.createElement("img");
    image.src = card.querySelector("img").getAttribute("src");
    image.alt = "";
    const button = document.createElement("button");
    button.type = "button";
    button.append(image, name);
    button.onclick = async () => {
      if (line && !description.value.trim()) return insertAndClose(line);
      const query = { name, description: description.value, caption: caption.value };
      handle(await fetchPage(`${address}?${new URLSearchParams(query)}`));
    };
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  /** Insert the Markdown that a page offers, or show its error messages. */
  function handle(page) {
    const line = page?.querySelector("#chosen-markdown")?.getAttribute("value");
    if (line) return insertAndClose(line);
    const problems = page ? [...page.querySelectorAll(".picture-add .problem li")] : [];
    const messages = problems.map((problem) => problem.textContent.trim());
    showProblems(page && !messages.length ? [dialog.dataset.undescribed] : messages, !page);
    description.focus();
  }

  function showProblems(sentences, broken = false) {
    const place = dialog.querySelector("[data-problem]");
    place.textContent = broken ? dialog.dataset.broken : sentences.join(" ");
    place.hidden = !place.textContent;
  }

  function insertAndClose(line) {
    dialog.close();
    insert(line);
  }
}

/**
 * Return the image if a paste consists of one.
 * @param {ClipboardEvent} event
 */
export function findPastedImage(event) {
  const [file] = event.clipboardData?.files ?? [];
  return file?.type.startsWith("image/") ? file : null;
}

/** Fetch the page of images; null if the request failed. */
async function fetchPage(address, options) {
  try {
    const response = await fetch(address, { credentials: "same-origin", ...options });
    const readable = response.ok || response.status === 422;
    return readable ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}
