import { describe, expect, it } from "vitest";
import { TokenService } from "../../support/token-service.js";

describe("an identity with an empty secret", () => {
  it.each(["get", "authenticate", "renewCredential", "prepare"] as const)(
    "is refused by %s, and nothing is sent",
    async (method) => {
      const service = new TokenService();
      const session = service.session({ auth: service.scheme("user", "") });
      const calling = method === "get" || method === "prepare" ? session[method]("/x") : session[method]();
      await expect(calling).rejects.toMatchObject({
        code: "OPTION_INVALID",
        message: "The secret of scheme token is empty; give it a password, key or token",
      });
      expect(service.transport.requests).toHaveLength(0);
    },
  );
});
