// Opens the list of shortcuts with its button, or with "?" where single keys act.

/** Whether shortcuts of one key act at all: users switch them off under their account. */
export const hasSingleKeys = document.body.dataset.singleKeys !== "off";

export function startKeys(area) {
  const dialog = document.querySelector("[data-keys-dialog]");
  if (!dialog) return;
  document.querySelector("[data-keys]")?.addEventListener("click", () => dialog.showModal());
  if (!hasSingleKeys) return;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
    if (event.key !== "?" || typing || !event.target.closest(area)) return;
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    dialog.showModal();
  });
}
