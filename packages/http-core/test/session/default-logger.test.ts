import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { type TokenStore } from "../../src/index.js";
import { TokenService } from "../support/token-service.js";

describe("a session without a logger", () => {
  const down = (fault: unknown): TokenStore => ({
    get: () => Promise.reject(fault),
    set: () => Promise.reject(fault),
    delete: () => Promise.reject(fault),
  });

  it.each([
    [Object.assign(new Error("redis://user:hunter2@host"), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
    [new TypeError("hunter2"), "TypeError"],
    ["hunter2", "unknown fault"],
  ])("warns through the process, by the kind of the fault alone: %s", async (fault, kind) => {
    const warning = once(process, "warning") as Promise<[Error]>;
    await new TokenService().session({ tokenStore: down(fault) }).get("/x");
    const [{ message }] = await warning;
    expect(message).toContain(`(${kind})`);
    expect(message).not.toContain("hunter2");
  });
});
