import { createSession, type Session } from "@org/http-core";
import { expect, it, onTestFinished } from "vitest";
import { acmeAuth } from "../src/index.js";
import { startService } from "./support/loopback.js";
import { known } from "./support/service.js";

async function open(key = known.key): Promise<Session> {
  const baseUrl = await startService();
  const session = createSession({ auth: acmeAuth({ keyId: known.keyId, key, baseUrl }), baseUrl });
  onTestFinished(() => session.close());
  return session;
}

it.each([
  ["no body", {}],
  ["JSON", { json: { name: "\u00fc" } }],
  ["a form", { form: { a: "1 & 2" } }],
  ["text", { body: "text" }],
])("signs %s as the service reads it", async (_title, body) => {
  const session = await open();
  const response = await session.post("/things", { ...body, params: { q: "a b" } });
  expect(response.status).toBe(200);
});

it("fails with 401 if the key is wrong", async () => {
  const session = await open("wrong");
  await expect(session.get("/things")).rejects.toMatchObject({ status: 401 });
});

it("refuses a one-shot stream before anything is sent", async () => {
  const session = await open();
  const body = (async function* once() {
    yield Buffer.from("x");
  })();
  const refused = { code: "ACME_BODY_UNSIGNABLE" };
  await expect(session.post("/things", { body })).rejects.toMatchObject(refused);
});
