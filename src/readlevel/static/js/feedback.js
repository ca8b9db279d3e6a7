// The ease vote: sends the answer, and replaces the buttons with thanks, or with the question what was
// hard. The focus on them is what screen readers speak. The question after the text:
// shows what the text says, and sends which choice was made.

export function startFeedback() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form[data-ease]") || !event.submitter) return;
    event.preventDefault();
    send(form, /** @type {HTMLButtonElement} */ (event.submitter));
  });
  document.addEventListener("click", tellOutcome);
}

/** Show what the text says about a choice; whether the count arrives does not matter to the reader. */
function tellOutcome(event) {
  const button = event.target instanceof Element && event.target.closest("[data-check] button");
  if (!button) return;
  // Not on "submit": a sandboxed frame that allows no forms has no such event, and sends nothing.
  event.preventDefault();
  const { form } = /** @type {HTMLButtonElement} */ (button);
  if (self.origin !== "null") {
    const body = new URLSearchParams(new FormData(form, button));
    const options = { method: "POST", body, credentials: "omit", keepalive: true };
    fetch(form.action, /** @type {RequestInit} */ (options)).catch(() => {});
  }
  const kind = button.value === form.dataset.check ? "right" : "other";
  const outcome = form.parentElement.querySelector(`[data-outcome="${kind}"]`);
  form.querySelector(".check-choices").hidden = true;
  outcome.hidden = false;
  outcome.focus();
}

/** Send the vote and say thanks; on failure, submit the form without the script. */
async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  try {
    const response = await fetch(form.action, { method: "POST", body, credentials: "omit" });
    if (!response.ok) throw new Error(`${form.action} answered ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    /** @type {HTMLElement} */
    const next = page.querySelector(".hard") ?? document.createElement("p");
    if (!next.matches(".hard")) next.textContent = form.dataset.thanks;
    next.tabIndex = -1;
    form.replaceWith(next);
    next.focus();
  } catch {
    const given = document.createElement("input");
    Object.assign(given, { type: "hidden", name: button.name, value: button.value });
    form.append(given);
    form.submit();
  }
}
