// The pictures of an answer: a button that copies the line which shows one.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  // Without https the browser lends no clipboard; the field itself can still be copied from.
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = words), 2000);
  });
}

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-copied]")) target.select();
});
