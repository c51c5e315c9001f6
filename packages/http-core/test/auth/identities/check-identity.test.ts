import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/index.js";
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

describe("an identity that is none", () => {
  it.each([
    ["nothing", undefined, "which is not an object"],
    ["text", "user", "which is not an object"],
    ["no principal", { secret: new Secret("canary") }, "whose principal is not text"],
    ["a number as principal", { principal: 1 }, "whose principal is not text"],
    ["a secret as text", { principal: "p", secret: "canary" }, "whose secret is not a Secret"],
    ["null as secret", { principal: "p", secret: null }, "whose secret is not a Secret"],
    [
      "a number among the extra parts",
      { principal: "p", extra: { a: "b", n: 1 } },
      "whose extra is not an object of texts",
    ],
    ["null as extra parts", { principal: "p", extra: null }, "whose extra is not an object of texts"],
  ])("is refused with %s, and nothing is sent", async (_, identity, fault) => {
    const service = new TokenService();
    const session = service.session({ auth: { ...service.scheme(), identity: () => identity as never } });
    await expect(session.get("/x")).rejects.toMatchObject({
      code: "AUTH_SCHEME_INVALID",
      message: `Scheme token returned an identity ${fault}`,
    });
    expect(service.transport.requests).toHaveLength(0);
  });
});
