import type { Transport } from "@org/http-core";
import { manualClock, type ManualClock } from "@org/http-core/testing";
import { startEmulator, type Emulator, type EmulatorOptions } from "@org/emulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createArmorApi, type ArmorApi, type ArmorApiOptions } from "../src/index.js";
import { transports } from "./support/transports.js";

const startMs = Date.UTC(2026, 0, 1);
const user = { username: "user@example.com", password: "Emulator-Demo-2021!" };

describe.each(transports)("against the emulator over $name", ({ make }) => {
  const opened: { close(): Promise<void> }[] = [];
  let emulator: Emulator;
  let clock: ManualClock;
  let transport: Transport;
  beforeEach(() => void (transport = make()));
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close();
    await transport.close?.();
  });

  async function start(armor: NonNullable<EmulatorOptions["armor"]> = {}): Promise<void> {
    emulator = await startEmulator({ startMs, armor });
    clock = manualClock(startMs);
    opened.push(emulator);
  }

  async function logIn(options: Partial<ArmorApiOptions> = {}): Promise<ArmorApi> {
    const urls = { baseUrl: emulator.http, stsUrl: emulator.http };
    const api = await createArmorApi({ ...user, ...urls, transport, clock, random: () => 0.5, ...options });
    opened.push(api);
    return api;
  }

  /** Advances the clocks of both sides. */
  async function pass(ms: number): Promise<void> {
    emulator.clock.advance(ms);
    await clock.advance(ms);
  }

  const sent = (method: string, path: string): number =>
    emulator.requests.filter((request) => request.method === method && request.url.split("?")[0] === path).length;

  describe("v1", () => {
    const kinds = [
      ["2018", { expiresIn: 1800 }],
      ["2021", {}],
      ["2026", {}],
    ] as const;
    it.each(kinds)(
      "logs in, lists machines page by page, and outlives its tokens (profile %s)",
      async (profile, v1) => {
        await start({ profile, v1 });
        const api = await logIn();
        expect(api.accounts.map(({ id }) => id)).toContain(api.accountId);
        const seen: unknown[] = [];
        for await (const page of api.pages("/vms", { pageSize: 4 })) seen.push(...page.items);
        const whole = (await (await api.makeRequest("/vms")).json()) as unknown[];
        expect(seen).toEqual(whole);
        expect(whole.length).toBeGreaterThan(4);
        await pass(3_600_000);
        expect((await api.makeRequest("/vms")).status).toBe(200);
        expect(sent("POST", "/auth/authorize")).toBe(2);
      },
    );

    it("renews its token ahead of expiry by a reissue, without another login", async () => {
      await start({ v1: { reissueEndsOldToken: true } });
      const api = await logIn();
      for (let round = 0; round < 4; round++) {
        await pass(14 * 60_000 + 30_000);
        await api.makeRequest("/vms");
        await expect.poll(() => sent("POST", "/auth/token/reissue")).toBe(round + 1);
        await api.makeRequest("/vms");
      }
      expect(sent("POST", "/auth/authorize")).toBe(1);
    });

    it.each([401, 403] as const)(
      "sends a wrong password once, refused with %d, and locks nobody out",
      async (status) => {
        await start({ v1: { wrongPasswordStatus: status } });
        const wrong = Array.from({ length: 50 }, () => logIn({ password: "Wrong-Password-1!" }));
        const results = await Promise.allSettled(wrong);
        expect(results.filter((result) => result.status === "rejected")).toHaveLength(50);
        expect(sent("POST", "/auth/authorize")).toBe(1);
        expect((await logIn()).accountId).toBeGreaterThan(0);
      },
    );

    it("reports a denied prompt as a refusal, and throttling as throttling", async () => {
      await start({ users: [{ ...user, mfa: { outcome: "deny" } }] });
      await expect(logIn()).rejects.toMatchObject({ reason: "wrong-password" });
      await start({ v1: { authorizeLimit: { requests: 1, windowMs: 60_000 } } });
      await logIn();
      clock = manualClock(startMs);
      await expect(logIn()).rejects.toMatchObject({ reason: "throttled", code: "AUTH_THROTTLED" });
    });

    it("repeats a request once after its token was lost on the way", async () => {
      await start();
      const api = await logIn();
      emulator.faults.add({ type: "status", status: 401, path: "/vms", body: '{"Message":"Denied"}' });
      expect((await api.makeRequest("/vms")).status).toBe(200);
      expect(sent("GET", "/vms")).toBe(2);
    });

    it("serves several accounts with one login, and refuses foreign ones by itself", async () => {
      await start({ users: [{ ...user, accounts: [4711, 815] }] });
      const api = await logIn({ accountId: 815 });
      await Promise.all([api.makeRequest("/vms"), api.withAccount(4711).makeRequest("/vms")]);
      expect(() => api.withAccount(1)).toThrow("815");
      await expect(api.makeRequest("/vms", { headers: { "x-account-context": "1" } })).rejects.toMatchObject({
        status: 403,
      });
      expect(sent("POST", "/auth/authorize")).toBe(1);
    });
  });

  describe("v2", () => {
    const wires = ["redirect", "direct"] as const;
    const pages = [
      {},
      { errorElement: "label", action: "relative", quotes: "single" },
      { action: "absent", upperCase: true, reverseAttributes: true },
      { quotes: "none", rawAmpersands: false, authMethod: "AzureMfaServerAuthentication2020" },
    ] as const;
    const cases = wires.flatMap((wire) => pages.map((variant) => [wire, variant] as const));

    it.each(cases)("logs in with a prompt (%s, %j)", async (wire, variant) => {
      await start({ v2: { wire, pages: variant } });
      const prompts: string[] = [];
      const api = await logIn({ auth: 2, onMfa: ({ method }) => void prompts.push(method) });
      expect((await api.makeRequest("/vms")).status).toBe(200);
      expect(prompts).toHaveLength(1);
      await pass(3_600_001);
      expect((await api.makeRequest("/vms")).status).toBe(200);
      expect(prompts).toHaveLength(2);
    });

    it.each(wires)("logs in without a prompt where MFA is off (%s)", async (wire) => {
      await start({ users: [{ ...user, v2Outcome: "no-mfa" }], v2: { wire } });
      expect((await (await logIn({ auth: 2 })).makeRequest("/vms")).status).toBe(200);
    });

    const outcomes = [
      ["wrong-password", "wrong-password"],
      ["locked", "wrong-password"],
      ["password-expired", "password-expired"],
      ["not-enrolled", "not-enrolled"],
      ["mfa-denied", "mfa-denied"],
      ["mfa-timeout", "mfa-timeout"],
      ["loop-error", "loop"],
      ["server-error", "service-error"],
    ] as const;
    const failures = outcomes.flatMap(([v2Outcome, reason]) => wires.map((wire) => [v2Outcome, reason, wire] as const));
    it.each(failures)("reports %s as %s (%s)", async (v2Outcome, reason, wire) => {
      await start({ users: [{ ...user, v2Outcome }], v2: { wire } });
      await expect(logIn({ auth: 2 })).rejects.toMatchObject({ name: "ArmorLoginError", reason });
      expect(sent("GET", "/me")).toBe(0);
      const bodies = emulator.requests.map(({ body }) => Buffer.from(body).toString());
      expect(bodies.filter((body) => body.includes("Password="))).toHaveLength(1);
      expect(bodies.filter((body) => body.includes("Context=")).length).toBeLessThanOrEqual(1);
    });
  });
});
