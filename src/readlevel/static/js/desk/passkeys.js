/** Forms that are sent with what an authenticator says: `data-passkey` is `create` or `get`. */

/** Return the answer of an authenticator to the server's options, as JSON. */
async function askAuthenticator(form) {
  const response = await fetch(form.dataset.options, {
    method: "POST",
    body: new URLSearchParams({ csrf_token: form.elements.csrf_token.value }),
  });
  if (!response.ok) throw new Error(`options: ${response.status}`);
  const options = await response.json();
  const made =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        });
  return JSON.stringify(made.toJSON());
}

async function send(form) {
  const failed = form.querySelector("[data-failed]");
  const button = form.querySelector("button");
  failed.hidden = true;
  button.disabled = true;
  try {
    form.elements.response.value = await askAuthenticator(form);
    form.submit();
  } catch {
    // Declined, timed out, or no authenticator with a passkey of this account.
    failed.hidden = false;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const hint of document.querySelectorAll("[data-unsupported]")) hint.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
