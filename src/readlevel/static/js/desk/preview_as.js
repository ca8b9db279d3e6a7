// A preview follows what is chosen, without a button.

const form = document.querySelector("form[data-look]");
if (form) {
  form.querySelector("[data-show]").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
document.querySelector("#made")?.select();
