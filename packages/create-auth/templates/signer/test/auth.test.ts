import { testAuthScheme } from "@org/http-core/testing";
import { describe, it } from "vitest";
import { acmeAuth } from "../src/index.js";
import { known, service } from "./support/service.js";

const origin = "https://api.acme.example";

testAuthScheme({
  name: "acme",
  runner: { describe, it, skip: it.skip },
  covers: ["method", "query", "body", "time"],
  optionNames: ["baseUrl"],
  make: ({ wrongSecret }) => {
    const key = wrongSecret ? "wrong-key-77b0" : known.key;
    return {
      scheme: acmeAuth({ keyId: known.keyId, key }),
      protectedUrl: `${origin}/things?page=1`,
      secrets: () => [key],
      service: (request) => (request.url.startsWith(origin) ? service(request) : undefined),
    };
  },
});
