import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { V1Service } from "../support/v1-service.js";
import { transports } from "../support/transports.js";

const minute = 60_000;

describe.each(transports)("a v1 token over $name", ({ make }) => {
  let service: V1Service;
  beforeEach(async () => void (service = await V1Service.start(make)));
  afterEach(() => service.stop());

  it.each([15, 900])("is reissued ahead of its expiry (expires_in %d), once for all callers", async (expiresIn) => {
    service.expiresIn = expiresIn;
    const api = await service.api();
    await service.clock.advance(14 * minute + 30_000);
    await Promise.all(Array.from({ length: 20 }, () => api.makeRequest("/vms")));
    await expect.poll(() => service.server.to("POST /auth/token/reissue").length).toBe(1);
    await service.clock.advance(minute);
    expect((await api.makeRequest("/vms")).status).toBe(200);
    expect(service.passwordPosts).toBe(1);
    expect(service.server.to("GET /vms").at(-1)?.headers.authorization).toBe(`FH-AUTH ${"2".padStart(32, "0")}`);
  });

  it("is replaced once for 1,000 requests across its expiry, and none of them fails", async () => {
    // The two minutes pass at once, while requests wait for a connection: no timeout is to end those.
    const api = await service.api({ timeout: { connectMs: 0, firstByteMs: 0, idleMs: 0 } });
    await service.clock.advance(13 * minute);
    const before = Array.from({ length: 500 }, () => api.makeRequest("/vms"));
    await service.clock.advance(2 * minute);
    const after = Array.from({ length: 500 }, () => api.makeRequest("/vms"));
    const responses = await Promise.all([...before, ...after]);
    expect(responses.every(({ status }) => status === 200)).toBe(true);
    const renewals = service.server.to("POST /auth/token/reissue").length + service.passwordPosts - 1;
    expect(renewals).toBe(1);
  });

  it("is reissued by hand with itself as body, and the next request carries the new one", async () => {
    const api = await service.api();
    await api.reissueToken();
    const [reissue] = service.server.to("POST /auth/token/reissue");
    expect(JSON.parse(reissue?.body ?? "")).toEqual({ token: "1".padStart(32, "0") });
    expect(reissue?.headers.authorization).toBeUndefined();
    await api.session.get("/vms");
    expect(service.server.to("GET /vms")[0]?.headers.authorization).toBe(`FH-AUTH ${"2".padStart(32, "0")}`);
    expect(service.passwordPosts).toBe(1);
  });

  it("ahead of its expiry is reissued with a log line that has the new expiry and not the token", async () => {
    const lines: string[] = [];
    const info = (line: string): void => void lines.push(line);
    const api = await service.api({ logger: { debug() {}, info, warn() {}, error() {} } });
    await service.clock.advance(14 * minute + 30_000);
    await api.makeRequest("/vms");
    await expect.poll(() => lines.length).toBe(2);
    const expiry = new Date(service.clock.nowMs() + 15 * minute).toISOString();
    expect(lines[0]).toMatch(/^Scheme armor-v1 logged in; the credential expires at /);
    expect(lines[1]).toBe(`Scheme armor-v1 renewed its credential; the credential expires at ${expiry}`);
  });

  it("is sent as Authorization on a reissue where that is asked for", async () => {
    const api = await service.api({ authorizeReissue: true });
    await api.reissueToken();
    const [reissue] = service.server.to("POST /auth/token/reissue");
    expect(reissue?.headers.authorization).toBe(`FH-AUTH ${"1".padStart(32, "0")}`);
    expect(reissue?.headers["x-account-context"]).toBeUndefined();
  });

  it("stays in use when a reissue fails for a reason that may pass", async () => {
    const api = await service.api();
    service.server.on("POST /auth/token/reissue", () => ({ status: 503 }));
    await expect(api.reissueToken()).rejects.toMatchObject({ reason: "service-error" });
    expect((await api.makeRequest("/vms")).status).toBe(200);
    expect(service.server.to("GET /vms")[0]?.headers.authorization).toBe(`FH-AUTH ${"1".padStart(32, "0")}`);
    expect(service.passwordPosts).toBe(1);
  });

  it("is replaced by a login when the reissue is refused", async () => {
    const api = await service.api();
    service.server.on("POST /auth/token/reissue", () => ({ status: 401, body: { error: "invalid_token" } }));
    await api.reissueToken();
    expect(service.passwordPosts).toBe(2);
    expect((await api.makeRequest("/vms")).status).toBe(200);
  });
});
