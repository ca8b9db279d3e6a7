// Opens the list of shortcuts with its button, or with "?" where single keys act.

export function startKeys(area) {
  const dialog = document.querySelector("[data-keys-dialog]");
  if (!dialog) return;
  document.querySelector("[data-keys]")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
    if (event.key !== "?" || typing || !event.target.closest(area)) return;
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    dialog.showModal();
  });
}
