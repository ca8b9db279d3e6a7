// Names the selected words of a paragraph as those that a new comment is about.

let selected = "";

document.addEventListener("selectionchange", () => {
  const words = String(document.getSelection()).trim();
  if (words) {
    selected = words;
  }
});

for (const details of document.querySelectorAll(".rb-comment")) {
  details.addEventListener("toggle", () => {
    const block = details.querySelector("[data-block]").value;
    const quote = details.querySelector("[data-quote]");
    if (details.open && !quote.value && selected && block.includes(selected)) {
      quote.value = selected;
    }
    if (details.open) {
      details.querySelector("textarea").focus();
    }
  });
}
