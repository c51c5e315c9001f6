import { createSession, type Session } from "@org/http-core";
import { memoryTransport } from "@org/http-core/testing";
import { expect, it, onTestFinished } from "vitest";
import { acmeAuth } from "../src/index.js";
import { startService } from "./support/loopback.js";
import { known, Service } from "./support/service.js";

async function open(service: Service, password = known.password): Promise<Session> {
  const baseUrl = await startService(service);
  const auth = acmeAuth({ username: known.username, password, baseUrl });
  const session = createSession({ auth, baseUrl });
  onTestFinished(() => session.close());
  return session;
}

function oneShot(): AsyncIterable<Uint8Array> {
  return (async function* once() {
    yield Buffer.from("x");
  })();
}

it("meets one challenge, and uses its nonce again", async () => {
  const service = new Service();
  const session = await open(service);
  for (const path of ["/things", "/things?", "/things?a=1&a=%20"]) expect((await session.get(path)).status).toBe(200);
  expect((await session.post("/things", { json: { name: "\u00fc" } })).status).toBe(200);
  expect(service.requests).toBe(5);
});

it("goes on with a new nonce after the service has forgotten the old one", async () => {
  const service = new Service();
  const session = await open(service);
  await session.get("/things");
  service.forgetNonces();
  for (let call = 0; call < 3; call++) expect((await session.get("/things")).status).toBe(200);
  expect(service.requests).toBe(2 + 2 + 2);
});

it("lets 20 calls at once succeed, twice", async () => {
  const session = await open(new Service());
  for (let round = 0; round < 2; round++) {
    const calls = Array.from({ length: 20 }, () => session.get("/things"));
    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([200]));
  }
});

it("sends a wrong password as often as the re-authentication window allows, and then no more", async () => {
  const service = new Service();
  const session = await open(service, "wrong");
  for (let call = 0; call < 4; call++) await expect(session.get("/things")).rejects.toMatchObject({ status: 401 });
  await expect(session.get("/things")).rejects.toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
  expect(service.requests).toBe(8);
});

it("sends a one-shot stream once it knows a nonce", async () => {
  const session = await open(new Service());
  await expect(session.post("/things", { body: oneShot() })).rejects.toMatchObject({ code: "BODY_NOT_REPLAYABLE" });
  await session.get("/things");
  expect((await session.post("/things", { body: oneShot() })).status).toBe(200);
});

it.each([
  ["no challenge", {}],
  ["another scheme", { "www-authenticate": 'Basic realm="things"' }],
  ["a challenge without a nonce", { "www-authenticate": 'acme realm="things"' }],
  ["a nonce that needs an escape", { "www-authenticate": 'acme nonce="a\\"b"' }],
  ["a nonce that is too long", { "www-authenticate": `acme nonce="${"n".repeat(201)}"` }],
])("returns a 401 with %s", async (_title, headers) => {
  const transport = memoryTransport(() => ({ status: 401, headers }));
  const auth = acmeAuth(known);
  const session = createSession({ auth, baseUrl: "https://api.acme.example", transport });
  await expect(session.get("/things")).rejects.toMatchObject({ status: 401 });
  expect(transport.requests).toHaveLength(1);
});
