// Filters that act at once: the results are replaced, and the address says what is filtered.

const DELAY = 250;
const form = document.querySelector("[data-filters]");
let results = document.querySelector("[data-results]");
let waiting = 0;
let request = null;

for (const part of form.querySelectorAll("[data-without-script]")) part.hidden = true;

form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(show, event.target.matches("input") ? DELAY : 0);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  show();
});

async function show() {
  request?.abort();
  request = new AbortController();
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) address.searchParams.set(name, value);
  }
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: request.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-results]");
    // Without the list, the user has to sign in again, or something is wrong: the page says it.
    if (!fresh) return location.assign(address);
    results.replaceWith(fresh);
    results = fresh;
    history.replaceState(null, "", address);
    document.querySelector("[data-announcer]").textContent =
      fresh.querySelector("[data-list-count]")?.textContent ?? "";
    document.dispatchEvent(new CustomEvent("readlevel:results"));
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(address);
  }
}
