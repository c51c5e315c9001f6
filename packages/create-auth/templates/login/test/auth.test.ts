import { testAuthScheme } from "@org/http-core/testing";
import { describe, it } from "vitest";
import { acmeAuth } from "../src/index.js";
import { known, Service } from "./support/service.js";

const origin = "https://api.acme.example";

testAuthScheme({
  name: "acme",
  runner: { describe, it, skip: it.skip },
  optionNames: ["baseUrl"],
  make: ({ wrongSecret }) => {
    const service = new Service();
    const password = wrongSecret ? "wrong-password-77b0" : known.password;
    return {
      scheme: acmeAuth({ username: known.username, password }),
      protectedUrl: `${origin}/things?page=1`,
      secrets: () => [password, ...service.issued],
      expireCredentials: () => service.expire(),
      service: (request) => (request.url.startsWith(origin) ? service.respond(request) : undefined),
    };
  },
});
