// Opens the list of shortcuts with "?", outside text fields.

export function startKeys() {
  const dialog = document.querySelector("[data-keys-dialog]");
  if (!dialog) return;
  document.querySelector("[data-keys]")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
    if (event.key !== "?" || typing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    dialog.showModal();
  });
}
