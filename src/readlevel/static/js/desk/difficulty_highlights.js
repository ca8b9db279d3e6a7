// Difficulties of a text, described at their highlights.

/** Return a card that describes `marks`, with a button for each plainer wording. */
export function describeMarks(form, marks, side) {
  const card = document.createElement("div");
  card.className = "mark-card";
  for (const mark of marks) card.append(...describe(form, mark, side));
  return card;
}

function describe(form, mark, side) {
  const line = document.createElement("p");
  line.textContent = fill(wordsOf(form, mark.reason), mark);
  const parts = [line];
  for (const wording of mark.plainer ?? []) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = wording;
    button.addEventListener("click", () => side.editor.replace(mark.from, mark.to, wording));
    parts.push(button);
  }
  const note = mark.why || (mark.note && wordsOf(form, `note-${mark.note}`));
  if (note) {
    const remark = document.createElement("p");
    remark.className = "mark-note";
    remark.dir = "auto";
    remark.textContent = note;
    parts.push(remark);
  }
  return parts;
}

/** Return the message for a reason, which the page has translated. */
function wordsOf(form, key) {
  return form.querySelector(`template[data-words="${key}"]`)?.content.textContent.trim() ?? "";
}

function fill(words, mark) {
  return words.replace(/%\w+%/g, (name) => mark[name.slice(1, -1)] ?? "");
}
