import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Secret, type AuthScheme, type Credential, type Logger } from "../../../src/index.js";
import { recordWarnings } from "../../support/warnings.js";
import { TokenService } from "../../support/token-service.js";

const startMs = Date.UTC(2026, 0, 1);

/** Like the service's scheme, with a `renew` that gets a new token by a login. */
function renewingScheme(service: TokenService): AuthScheme<Secret> {
  const scheme = service.scheme();
  const renew: AuthScheme<Secret>["renew"] = async (_, context) =>
    (await scheme.acquire?.(context)) as Credential<Secret>;
  return { ...scheme, renew };
}

describe("a new credential", () => {
  const events: unknown[] = [];
  const lines: unknown[] = [];
  const logger: Logger = { ...recordWarnings(), info: (...line) => void lines.push(line) };
  const listen = (event: unknown): void => void events.push(event);
  let service: TokenService;

  beforeEach(async () => {
    subscribe("org:http-core:credential", listen);
    service = new TokenService();
    await service.clock.advance(startMs - service.clock.nowMs());
  });
  afterEach(() => {
    unsubscribe("org:http-core:credential", listen);
    for (const seen of [events, lines]) seen.length = 0;
  });

  it("of a login is reported with its expiry, in the log and as an event", async () => {
    service.lifetimeMs = 900_000;
    await service.session({ logger }).get("/x");
    const facts = { scheme: "token", obtainedBy: "acquire", expiresAt: startMs + 900_000 };
    expect(events).toEqual([facts]);
    expect(lines).toEqual([["Scheme token logged in; the credential expires at 2026-01-01T00:15:00.000Z", facts]]);
  });

  it("of a renewal in the background is reported too: no other line or event shows it", async () => {
    service.lifetimeMs = 900_000;
    const session = service.session({ logger, auth: renewingScheme(service) });
    await session.get("/x");
    await service.clock.advance(850_000);
    await session.get("/x");
    await service.clock.advance(1);
    const facts = { scheme: "token", obtainedBy: "renew", expiresAt: startMs + 1_750_000 };
    expect(events.slice(1)).toEqual([facts]);
    expect(lines.slice(1)).toEqual([
      ["Scheme token renewed its credential; the credential expires at 2026-01-01T00:29:10.000Z", facts],
    ]);
  });

  it.each([
    ["a 401", (target: TokenService): void => target.revoke()],
    ["an expiry", (target: TokenService): Promise<void> => target.clock.advance(900_000)],
  ])("after %s is reported", async (_, end) => {
    service.lifetimeMs = 900_000;
    const session = service.session();
    await session.get("/x");
    await end(service);
    await session.get("/x");
    expect(events).toMatchObject([{ obtainedBy: "acquire" }, { obtainedBy: "acquire" }]);
  });

  it("is reported once for all calls that wait for it", async () => {
    const session = service.session();
    await Promise.all(["/a", "/b", "/c"].map((path) => session.get(path)));
    expect(events).toHaveLength(1);
  });

  it.each([undefined, Number.MAX_VALUE])("whose expiry is %s is reported without a date", async (expiresAt) => {
    const acquire: AuthScheme<Secret>["acquire"] = async () => {
      service.valid = "fixed-token-1";
      return { value: new Secret("fixed-token-1"), ...(expiresAt === undefined ? {} : { expiresAt }) };
    };
    await service.session({ logger, auth: { ...service.scheme(), acquire } }).get("/x");
    expect(lines).toMatchObject([["Scheme token logged in; the credential has no known expiry", {}]]);
  });

  it("that is no result, since the login failed, is not reported", async () => {
    service.loginStatus = 503;
    await expect(service.session({ logger }).get("/x")).rejects.toMatchObject({ code: "AUTH_TRANSIENT" });
    expect([...events, ...lines]).toEqual([]);
  });

  it("is reported without its value", async () => {
    await service.session({ logger }).get("/x");
    expect(service.valid).toBeTypeOf("string");
    expect(JSON.stringify([events, lines])).not.toContain(service.valid);
  });
});
