// The page of saved answers: lists what this device keeps, also without a network.

import { ask, readSaved } from "./offline.js";

const list = document.querySelector("[data-saved-list]");
const gone = document.querySelector("[data-saved-gone]");

async function show() {
  const { saved, gone: left } = "caches" in window ? await readSaved() : { saved: [], gone: [] };
  document.querySelector("[data-saved-empty]").hidden = saved.length > 0;
  list.replaceChildren(...saved.map(present));
  gone.hidden = left.length === 0;
  gone.querySelector("ul").replaceChildren(
    ...left.map(({ title, language }) => Object.assign(document.createElement("li"), { textContent: title, lang: language })),
  );
}

function present({ path, title, direction, readers, at }) {
  const item = document.querySelector("[data-saved-item]").content.cloneNode(true);
  const link = item.querySelector("a");
  Object.assign(link, { href: path, textContent: title, dir: direction || "auto" });
  const time = document.createElement("time");
  time.dateTime = at;
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date(at));
  item.querySelector(".saved-facts span:not([data-readers])").replaceWith(time);
  item.querySelector("[data-readers]").textContent = readers;
  const button = item.querySelector("button");
  button.querySelector("span").textContent = title;
  button.addEventListener("click", async () => {
    await ask({ type: "remove", path });
    await show();
    document.querySelector("h1").focus();
  });
  return item;
}

async function checkThenShow() {
  await show();
  if (!navigator.serviceWorker?.controller || !navigator.onLine) return;
  await ask({ type: "check" }).catch(() => {});
  await show();
}

const notice = document.querySelector("[data-saved-offline]");
addEventListener("online", () => {
  notice.hidden = true;
  checkThenShow();
});
addEventListener("offline", () => (notice.hidden = false));
checkThenShow();
