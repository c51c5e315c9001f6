import { expect, it } from "vitest";
import { createResponse, createSession, readServerMessage, type AuthScheme } from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";
import { signingScheme } from "../../support/signing-scheme.js";

const url = "https://api.example.com/login";

it.each([
  ["a code", '{"code":"no_session"}', "no_session"],
  ["a message", '{"error":{"message":"the password is wrong"}}', "the password is wrong"],
  ["text", "try later", "try later"],
  ["a page", "<html><title>Sign in</title></html>", 'an HTML page titled "Sign in"'],
  ["nothing", "", undefined],
  ["JSON without a reason", "[1]", undefined],
])("the reason of a refusal is read from %s", async (_, text, reason) => {
  const response = createResponse({ status: 401, url, headers: {}, body: Buffer.from(text) });
  expect(await readServerMessage(response)).toBe(reason);
});

it("the reason of a login's refusal shows no secret that the login has sent", async () => {
  const password = "pass-9Qm2xV9tLk4Z";
  let reason: string | undefined;
  const login: Partial<AuthScheme<unknown, unknown, unknown>> = {
    secrets: { fields: ["password"] },
    async acquire({ send }) {
      reason = await readServerMessage(await send(url, { method: "POST", form: { password } }));
      throw new Error("refused");
    },
  };
  const transport = memoryTransport(() => ({ status: 401, body: { message: `"${password}" is wrong` } }));
  await createSession({ auth: signingScheme(login), transport })
    .get("https://api.example.com/")
    .catch(() => {});
  expect(reason).toMatch(/is wrong/);
  expect(reason).not.toContain(password);
});
