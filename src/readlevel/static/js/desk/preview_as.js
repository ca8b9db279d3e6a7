// Submits the preview's options on change, without a button.

const form = document.querySelector("form[data-look]");
if (form) {
  form.querySelector("[data-show]").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
document.querySelector("#made")?.select();
