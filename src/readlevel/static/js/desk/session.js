// The session of an open page: whether it still lasts, and signing in again without leaving.

const SIGNED_IN = "ok";

/**
 * Watch the session of the page with the write form. `ensure()` resolves to true once the person
 * who opened the page is signed in and the forms have a valid token; to false if they decline, or
 * to null if the server cannot be reached.
 */
export function watchSession(form) {
  const dialog = document.querySelector("dialog[data-sign-in]");
  const own = Number(form.dataset.account);
  let waiting = null;
  new BroadcastChannel("readlevel-desk").addEventListener("message", () => resume());
  addEventListener("focus", () => resume());
  for (const step of dialog.querySelectorAll("form")) {
    step.addEventListener("submit", (event) => {
      event.preventDefault();
      send(step);
    });
  }
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => settle(false));
  dialog.querySelector("[data-provider]")?.addEventListener("click", (event) => {
    const popup = open(event.currentTarget.href, "readlevel-sign-in", "width=520,height=680");
    if (popup) event.preventDefault();
  });
  return { ensure, check };

  /** Return "ok", "signed_out", "other_account", "code" or "offline"; renew the forms' token. */
  async function check() {
    try {
      const response = await fetch(form.dataset.sessionUrl, { cache: "no-store" });
      if (!response.ok) return "offline";
      return read(await response.json());
    } catch {
      return "offline";
    }
  }

  function read(session) {
    if (session.account === null) return "signed_out";
    if (session.account !== own) return "other_account";
    renew(session.token);
    return session.step || SIGNED_IN;
  }

  async function ensure() {
    const state = await check();
    if (state === SIGNED_IN) return true;
    if (state === "offline") return null;
    ask(state);
    return new Promise((resolve) => {
      settle(false);
      waiting = resolve;
    });
  }

  /** Go on if somebody waits and the sign-in happened elsewhere. */
  async function resume() {
    if (!waiting) return;
    const state = await check();
    if (state === SIGNED_IN) settle(true);
    else if (state === "code" || state === "second_factor") ask(state);
  }

  function settle(answer) {
    const resolve = waiting;
    waiting = null;
    if (answer && dialog.open) dialog.close();
    resolve?.(answer);
  }

  function ask(state, problem = "") {
    const step = state === "code" ? "code" : "password";
    for (const one of dialog.querySelectorAll("form")) one.hidden = one.dataset.step !== step;
    const said = problem || { other_account: "other", second_factor: "second_factor" }[state];
    for (const one of dialog.querySelectorAll("[data-problem]")) {
      one.hidden = one.dataset.problem !== said;
    }
    if (!dialog.open) dialog.showModal();
    const field = step === "code" ? "code" : "password";
    dialog.querySelector(`form[data-step=${step}] [name=${field}]`).focus();
  }

  async function send(step) {
    const body = new URLSearchParams(new FormData(step));
    body.set("next", form.dataset.sessionUrl);
    body.set("csrf_token", form.elements.csrf_token.value);
    const isCode = step.dataset.step === "code";
    try {
      const response = await fetch(step.action, { method: "POST", body });
      if (response.status === 429) return ask(isCode ? "code" : "", "too_many");
      if (!response.ok) return ask(isCode ? "code" : "", isCode ? "wrong_code" : "wrong");
    } catch {
      return ask(isCode ? "code" : "", "offline");
    }
    for (const field of step.querySelectorAll("[type=password], [name=code]")) field.value = "";
    const state = await check();
    if (state === SIGNED_IN) settle(true);
    else ask(state, state === "offline" ? "offline" : "");
  }

  function renew(token) {
    document.body.dataset.csrf = token;
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
  }
}
