import { describe, expect, it } from "vitest";
import type { AuthScheme, LoginContext, Secret } from "../../../src/index.js";
import { recordWarnings } from "../../support/warnings.js";
import { TokenService } from "../../support/token-service.js";

/** A scheme that keeps why each of its logins happened: the status and URL of a response, or `none`. */
function watchedScheme(service: TokenService): { readonly causes: string[]; readonly auth: AuthScheme<Secret> } {
  const causes: string[] = [];
  const scheme = service.scheme();
  const acquire = async (context: LoginContext): Promise<never> => {
    const { cause } = context;
    causes.push(cause === undefined ? "none" : `${cause.status} of ${cause.url}, ${cause.headers.get("content-type")}`);
    return (await scheme.acquire?.(context)) as never;
  };
  return { causes, auth: { ...scheme, acquire } };
}

describe("the cause of a login", () => {
  it("is the response that rejected the credential", async () => {
    const service = new TokenService();
    const { causes, auth } = watchedScheme(service);
    const session = service.session({ auth });
    await session.get("/x");
    service.revoke();
    await session.get("/y");
    expect(causes).toEqual(["none", "401 of https://api.example.com/y, application/json"]);
  });

  it("is absent as a member on a cold start, after an expiry and for a renewal on request", async () => {
    const service = new TokenService();
    service.lifetimeMs = 100_000;
    const seen: boolean[] = [];
    const scheme = service.scheme();
    const acquire = async (context: LoginContext): Promise<never> => {
      seen.push("cause" in context);
      return (await scheme.acquire?.(context)) as never;
    };
    const session = service.session({ auth: { ...scheme, acquire } });
    await session.get("/x");
    await service.clock.advance(100_000);
    await session.get("/x");
    await session.renewCredential();
    await session.authenticate();
    expect(seen).toEqual([false, false, false]);
  });

  it("is that of the first of the callers that wait for one login", async () => {
    const service = new TokenService();
    const { causes, auth } = watchedScheme(service);
    const session = service.session({ auth });
    await session.get("/x");
    service.revoke();
    const urls = ["/a", "/b", "/c"];
    await Promise.all(urls.map((url) => session.get(url)));
    expect(causes).toHaveLength(2);
    expect(causes[1]).toBe("401 of https://api.example.com/a, application/json");
  });

  it("is absent for a call that joins a renewal on request", async () => {
    const service = new TokenService();
    const { causes, auth } = watchedScheme(service);
    const session = service.session({ auth });
    await session.get("/x");
    service.revoke();
    const { promise, resolve } = Promise.withResolvers<void>();
    service.loginGate = promise;
    const renewal = session.renewCredential();
    const call = session.get("/x");
    await service.clock.advance(1);
    resolve();
    await Promise.all([renewal, call]);
    expect(causes).toEqual(["none", "none"]);
  });
});

describe("a login after a rejection", () => {
  it("is warned of, once for all callers that wait for it", async () => {
    const service = new TokenService();
    const logger = recordWarnings();
    const session = service.session({ logger });
    await session.get("/x");
    await session.renewCredential();
    expect(logger.lines).toEqual([]);
    service.revoke();
    await Promise.all([session.get("/a"), session.get("/b")]);
    expect(logger.lines).toEqual([
      "The server rejected the credential of scheme token with status 401; it is being replaced",
    ]);
  });

  it("is not warned of where the window allows none", async () => {
    const service = new TokenService();
    const logger = recordWarnings();
    const session = service.session({ logger, retryWindow: { limit: 1 } });
    await session.get("/x");
    service.loginHeals = false;
    service.revoke();
    await expect(session.get("/x")).rejects.toMatchObject({ code: "HTTP_STATUS" });
    await expect(session.get("/x")).rejects.toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
    expect(logger.lines).toHaveLength(1);
  });
});
