import { createSession, type Session } from "@org/http-core";
import { manualClock, memoryTransport, type MemoryResponse } from "@org/http-core/testing";
import { expect, it, onTestFinished } from "vitest";
import { acmeAuth } from "../src/index.js";
import { startService } from "./support/loopback.js";
import { known, Service } from "./support/service.js";

async function open(service: Pick<Service, "respond">, password = known.password): Promise<Session> {
  const baseUrl = await startService(service);
  const auth = acmeAuth({ username: known.username, password, baseUrl });
  const session = createSession({ auth, baseUrl });
  onTestFinished(() => session.close());
  return session;
}

it("logs in once, and renews its token after it has expired", async () => {
  const service = new Service();
  const session = await open(service);
  for (let round = 0; round < 3; round++) {
    expect((await session.post("/things", { json: {} })).status).toBe(200);
    service.expire();
  }
  expect(service.logins).toBe(1);
});

it("logs in again if the refresh token is refused", async () => {
  const service = new Service();
  const session = await open(service);
  await session.get("/things");
  service.revoke();
  expect((await session.get("/things")).status).toBe(200);
  expect(service.logins).toBe(2);
});

it("revokes its tokens at a logout, and logs in for the next call", async () => {
  const service = new Service();
  const session = await open(service);
  await session.get("/things");
  service.expire();
  await session.get("/things"); // a renewal: the newest refresh token is sent
  await session.logout();
  expect(service.hasTokens).toBe(false);
  expect((await session.get("/things")).status).toBe(200);
  expect(service.logins).toBe(2);
});

it("reports a logout that fails at the service", async () => {
  const service = new Service();
  const session = await open({
    respond: (request) => (request.url.endsWith("/logout") ? 503 : service.respond(request)),
  });
  await session.get("/things");
  await expect(session.logout()).rejects.toMatchObject({ name: "AuthenticationError", status: 503 });
});

it("ends well if the service has ended the session before the logout", async () => {
  const service = new Service();
  const session = await open(service);
  await session.get("/things");
  service.revoke();
  await session.logout();
  expect(service.logins).toBe(1);
});

it("renews with the refresh token after a week without a call", async () => {
  const [service, clock] = [new Service(), manualClock()];
  const transport = memoryTransport((request) => service.respond(request));
  const auth = acmeAuth({ username: known.username, password: known.password });
  const session = createSession({ auth, baseUrl: "https://api.acme.example", clock, transport });
  await session.get("/things");
  service.expire();
  await clock.advance(7 * 24 * 3_600_000);
  expect((await session.get("/things")).status).toBe(200);
  expect(service.logins).toBe(1);
});

it("quotes the service's reason for a refused login", async () => {
  const session = await open(new Service(), "wrong-password-77b0");
  await expect(session.get("/things")).rejects.toThrow("The login failed with status 401: the password is wrong");
});

it("sends a wrong password once", async () => {
  const session = await open(new Service(), "wrong");
  await expect(session.get("/things")).rejects.toMatchObject({ code: "AUTH_REJECTED" });
  await expect(session.get("/things")).rejects.toMatchObject({ code: "AUTH_LATCHED" });
});

const token = { access_token: "a", refresh_token: "r", expires_in: 600 };
const responses: [string, MemoryResponse, string][] = [
  ["throttling", { status: 429, headers: { "retry-after": "7" } }, "AUTH_THROTTLED"],
  ["a fault", 503, "AUTH_TRANSIENT"],
  ["a redirect", { status: 302, headers: { location: "/sso" } }, "AUTH_TRANSIENT"],
  ["a refusal", 403, "AUTH_REJECTED"],
  ["no token", { body: { ...token, access_token: undefined } }, "AUTH_TRANSIENT"],
  ["no refresh token", { body: { ...token, refresh_token: "" } }, "AUTH_TRANSIENT"],
  ["a line break", { body: { ...token, access_token: "a\nb" } }, "AUTH_TRANSIENT"],
  ["no lifetime", { body: { ...token, expires_in: "soon" } }, "AUTH_TRANSIENT"],
  ["nothing", { body: null }, "AUTH_TRANSIENT"],
];
it.each(responses)("reports %s at the login with the right code", async (title, response, code) => {
  const auth = acmeAuth({ username: known.username, password: `password for ${title}` });
  const transport = memoryTransport(() => response);
  const session = createSession({ auth, baseUrl: "https://api.acme.example", transport });
  await expect(session.get("/things")).rejects.toMatchObject({ code });
});
