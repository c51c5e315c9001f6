import { describe, expect, it } from "vitest";
import { TokenService } from "../../support/token-service.js";

describe("one login per identity", () => {
  it("makes one login for 10,000 calls on a cold start", async () => {
    const service = new TokenService();
    const session = service.session();
    const responses = await Promise.all(Array.from({ length: 10_000 }, () => session.get("/x")));
    expect(responses.every(({ status }) => status === 200)).toBe(true);
    expect(service.logins).toBe(1);
    expect(service.calls).toBe(10_000);
  });

  it("makes one login for 10,000 concurrent 401s and replays each request once", async () => {
    const service = new TokenService();
    const session = service.session();
    await session.get("/x");
    service.revoke();
    const responses = await Promise.all(Array.from({ length: 10_000 }, () => session.get("/x")));
    expect(responses.every(({ status }) => status === 200)).toBe(true);
    expect(service.logins).toBe(2);
    expect(service.calls).toBe(1 + 2 * 10_000);
  });

  it("shares the login between sessions of one identity", async () => {
    const service = new TokenService();
    const sessions = [service.session(), service.session(), service.session()];
    await Promise.all(sessions.map((session) => session.get("/x")));
    expect(service.logins).toBe(1);
  });

  it("keeps identities with another principal or another secret apart", async () => {
    const service = new TokenService();
    service.loginHeals = false;
    service.valid = "none";
    const schemes = [service.scheme("a", "secret-1"), service.scheme("b", "secret-1"), service.scheme("a", "secret-2")];
    for (const auth of schemes)
      await service
        .session({ auth, reauthenticate: false })
        .get("/x")
        .catch(() => {});
    expect(service.logins).toBe(3);
  });

  it("logs in zero times for a late 401 of a token that was replaced already", async () => {
    const service = new TokenService();
    const session = service.session();
    await session.get("/x");
    service.revoke();
    await session.get("/x");
    expect(service.logins).toBe(2);
    // The first response is about token-1. When it is handled, token-2 is there.
    service.valid = "token-2";
    await session.get("/x");
    expect(service.logins).toBe(2);
  });

  it("meets a manual renewal, a 401 and a cold call of the same moment in one login", async () => {
    const service = new TokenService();
    const [one, two] = [service.session(), service.session()];
    await Promise.all([one.authenticate(), two.renewCredential(), one.get("/x")]);
    expect(service.logins).toBe(1);
  });
});
