import { startEmulator, type Emulator, type EmulatorOptions } from "@org/emulator";
import { createSession, type HttpResponse, type Session, type SessionOptions } from "@org/http-core";
import { manualClock, type ManualClock } from "@org/http-core/testing";
import { expect, it, onTestFinished } from "vitest";
import { armorPskAuth, type ArmorPskAuthOptions } from "../src/index.js";

const startMs = Date.UTC(2026, 0, 1);
const key = { id: "ci-key", secret: "s\u00e9cret" };
const user = { username: "ci@example.com", password: "unused", accounts: [7], preSharedKeys: [key] };

async function start(armor: NonNullable<EmulatorOptions["armor"]> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ startMs, armor: { users: [user], ...armor } });
  onTestFinished(() => emulator.close());
  return emulator;
}

function open(
  { http }: Emulator,
  scheme: Partial<ArmorPskAuthOptions> = {},
  options: Partial<SessionOptions> = {},
): Session {
  const auth = armorPskAuth({ keyId: key.id, secret: key.secret, baseUrl: http, ...scheme });
  const headers = { "X-Account-Context": "7" };
  const session = createSession({ auth, baseUrl: http, headers, clock: manualClock(startMs), ...options });
  onTestFinished(() => session.close());
  return session;
}

/** Advances the clock until a call has ended. */
async function advanceUntilEnd(call: Promise<HttpResponse>, clock: ManualClock): Promise<number> {
  const state = { hasEnded: false };
  const end = call.finally(() => (state.hasEnded = true));
  while (!state.hasEnded) await clock.advance(100);
  return (await end).status;
}

it.each(["raw", "sha512"] as const)("signs bodies as the service reads them (%s)", async (pskBody) => {
  const emulator = await start({ pskBody });
  const session = open(emulator, { bodyRule: pskBody });
  expect((await session.get("/vms", { params: { page: 1 } })).status).toBe(200);
  const bodies = [{ json: { name: "\u00fc" } }, { form: { a: "1 & 2" } }, { body: "text" }, {}];
  for (const body of bodies) {
    const response = await session.post("/no%20such/path", { ...body, throwHttpErrors: false });
    expect([body, response.status]).toEqual([body, 404]);
  }
});

it("fails with 401, after one request, if the service uses the other rule for bodies", async () => {
  const emulator = await start({ pskBody: "sha512" });
  const call = open(emulator).post("/vms", { json: {} });
  await expect(call).rejects.toMatchObject({ code: "HTTP_STATUS", status: 401 });
  expect(emulator.requests).toHaveLength(1);
});

it("signs each attempt with a nonce of its own, where the service accepts each once", async () => {
  const emulator = await start();
  emulator.faults.add({ type: "reset", path: "/me", handled: true, times: 2 });
  const clock = manualClock(startMs);
  expect(await advanceUntilEnd(open(emulator, {}, { clock }).get("/me"), clock)).toBe(200);
  const sent = emulator.requests.map(({ headers }) => headers["authorization"]?.split(":")[2]);
  expect(new Set(sent).size).toBe(3);
});

it("signs each attempt with the time at which it goes out", async () => {
  const emulator = await start();
  emulator.faults.add({ type: "status", path: "/me", status: 503, headers: { "retry-after": "50" } });
  const clock = manualClock(startMs);
  expect(await advanceUntilEnd(open(emulator, {}, { clock }).get("/me"), clock)).toBe(200);
  const [first, second] = emulator.requests.map(({ headers }) => Number(headers["authorization"]?.split(":")[3]));
  expect(second).toBeGreaterThanOrEqual((first ?? 0) + 50);
});

it.each([
  ["a wrong secret", { secret: "wrong" }, 0],
  ["an unknown key", { keyId: "another" }, 0],
  ["a clock that is six minutes off", {}, 360_000],
])("fails with 401 and one request for %s", async (_title, scheme, offMs) => {
  const emulator = await start();
  const call = open(emulator, scheme, { clock: manualClock(startMs + offMs) }).get("/me");
  await expect(call).rejects.toMatchObject({ status: 401 });
  expect(emulator.requests).toHaveLength(1);
});
