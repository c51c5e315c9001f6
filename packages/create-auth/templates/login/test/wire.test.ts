import { createSession, type Session } from "@org/http-core";
import { memoryTransport, type MemoryResponse } from "@org/http-core/testing";
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

it("logs in, and logs in again after its token has expired", async () => {
  const service = new Service();
  const session = await open(service);
  expect((await session.get("/things")).status).toBe(200);
  service.expire();
  expect((await session.post("/things", { json: {} })).status).toBe(200);
  expect(service.issued).toHaveLength(2);
});

it("sends a wrong password once", async () => {
  const session = await open(new Service(), "wrong");
  await expect(session.get("/things")).rejects.toMatchObject({ code: "AUTH_REJECTED" });
  await expect(session.get("/things")).rejects.toMatchObject({ code: "AUTH_LATCHED" });
});

it("quotes the service's reason for a refused login", async () => {
  const session = await open(new Service(), "wrong-password-77b0");
  await expect(session.get("/things")).rejects.toThrow("The login failed with status 401: the password is wrong");
});

const token = { access_token: "a", expires_in: 600 };
const responses: [string, MemoryResponse, string][] = [
  ["throttling", { status: 429, headers: { "retry-after": "7" } }, "AUTH_THROTTLED"],
  ["a fault", 503, "AUTH_TRANSIENT"],
  ["a redirect", { status: 302, headers: { location: "/sso" } }, "AUTH_TRANSIENT"],
  ["a refusal", 403, "AUTH_REJECTED"],
  ["no token", { body: { ...token, access_token: undefined } }, "AUTH_TRANSIENT"],
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
