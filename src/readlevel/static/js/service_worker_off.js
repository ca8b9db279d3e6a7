// Where the site no longer lets readers save answers: takes away what was saved, and itself.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const names = ["readlevel-pages", "readlevel-parts"];
  event.waitUntil(Promise.all(names.map((name) => caches.delete(name))).then(() => registration.unregister()));
});
