// How a reader wants texts to look, applied before the first paint: the one script that pages wait
// for. It stays on the device, under one key of its storage. `reading_settings.js` changes it.
{
  const KEY = "readlevel-reading";
  const apply = (settings) => {
    const { dataset, style } = document.documentElement;
    style.fontSize = Number(settings.size) > 1 ? `${Number(settings.size) * 100}%` : "";
    for (const name of ["spacing", "theme", "face", "focus"]) {
      if (/^[a-z]+$/.test(settings[name] ?? "")) dataset[name] = settings[name];
      else delete dataset[name];
    }
  };
  const read = () => {
    try {
      apply(JSON.parse(localStorage.getItem(KEY)) ?? {});
    } catch {
      // Nothing is kept, or it is not ours.
    }
  };
  read();
  addEventListener("readlevel-look", ({ detail }) => apply(detail));
  addEventListener("storage", ({ key }) => key === KEY && read());
  addEventListener("pageshow", ({ persisted }) => persisted && read());
}
