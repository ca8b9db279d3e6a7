// A real OpenID provider in its default configuration: claims only at UserInfo, forms for developers.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, port, redirect] = process.argv.slice(2);
const path = createRequire(`${folder}/`).resolve("oidc-provider");
const { Provider } = await import(pathToFileURL(path));
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { client_id: "readlevel", client_secret: "a secret of tests", redirect_uris: [redirect] },
  ],
  claims: { email: ["email", "email_verified"], profile: ["name"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id}@example.org`,
      email_verified: true,
      name: "Ed Elsewhere",
    }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
