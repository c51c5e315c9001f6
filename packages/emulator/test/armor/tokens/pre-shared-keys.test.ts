import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { createArmorState } from "../../../src/armor/state.js";
import { startMs, startService, user, type Service } from "../support/service.js";

const key = { id: "key-1", secret: "s\u00e9cret of key 1" };
const users = [{ ...user, preSharedKeys: [key] }];
const seconds = startMs / 1000;

interface Parts {
  readonly id: string;
  readonly secret: string;
  readonly method: string;
  readonly path: string;
  readonly nonce: string;
  readonly timestamp: number;
  readonly body: string;
}

const right: Parts = { ...key, method: "GET", path: "/me", nonce: "n-1", timestamp: seconds, body: "" };

/** The header as the specification describes it; what is signed may differ from what is said. */
function header(change: Partial<Parts> = {}, said: Partial<Parts> = {}): string {
  const { id, secret, method, path, nonce, timestamp, body } = { ...right, ...change };
  const hmac = createHmac("sha512", secret).update(`${id}${method}${path}${nonce}${timestamp}${body}`, "utf8");
  const shown = { id, nonce, timestamp, ...said };
  return `ARMOR-PSK ${shown.id}:${hmac.digest("base64")}:${shown.nonce}:${shown.timestamp}`;
}

async function statusOf(service: Service, authorization: string, path = "/me"): Promise<number> {
  return (await service.call("GET", path, { headers: { authorization } })).status;
}

test.each([
  ["signed by another secret", header({ secret: "another" })],
  ["of an unknown key", header({ id: "key-2" })],
  ["signed for another method", header({ method: "POST" })],
  ["signed for another path", header({ path: "/vms" })],
  ["signed with a body that was not sent", header({ body: "{}" })],
  ["with another nonce than the signed one", header({}, { nonce: "n-2" })],
  ["with another timestamp than the signed one", header({}, { timestamp: seconds + 1 })],
  ["that is 301 seconds old", header({ timestamp: seconds - 301 })],
  ["of 301 seconds ahead", header({ timestamp: seconds + 301 })],
  ["with a nonce of 129 characters", header({ nonce: "n".repeat(129) })],
  ["with a colon in its nonce", header({ nonce: "n:1" })],
  ["without a nonce", header({ nonce: "" })],
  ["with a cut signature", header().replace("==:", ":")],
])("rejects a proof %s", async (_title, authorization) => {
  const service = await startService({ users });
  expect(await statusOf(service, authorization)).toBe(401);
});

test.each([
  ["as signed", header()],
  ["that is 300 seconds old", header({ timestamp: seconds - 300 })],
  ["of 300 seconds ahead", header({ timestamp: seconds + 300 })],
  ["with a nonce of 128 characters", header({ nonce: "n".repeat(128) })],
])("accepts a proof %s", async (_title, authorization) => {
  const service = await startService({ users });
  expect(await statusOf(service, authorization)).toBe(200);
});

test("does not sign the query", async () => {
  const service = await startService({ users });
  expect(await statusOf(service, header(), "/me?more=1")).toBe(200);
});

test("accepts each nonce once, as long as its timestamp is valid", async () => {
  const service = await startService({ users });
  const ahead = header({ timestamp: seconds + 300 });
  expect(await statusOf(service, ahead)).toBe(200);
  expect(await statusOf(service, ahead)).toBe(401);
  service.clock.advance(600_000);
  expect(await statusOf(service, ahead)).toBe(401);
  expect(await statusOf(service, header({ timestamp: seconds + 600 }))).toBe(401);
  expect(await statusOf(service, header({ timestamp: seconds + 600, nonce: "n-2" }))).toBe(200);
});

test.each([
  ["raw", "raw", 404],
  ["sha512", "sha512", 404],
  ["raw", "sha512", 401],
  ["sha512", "raw", 401],
] as const)("checks a body signed %s, if pskBody is %s, with %d", async (signed, pskBody, status) => {
  const service = await startService({ users, pskBody });
  const sent = '{"name":"\u00fc"}';
  const body = signed === "raw" ? sent : createHash("sha512").update(sent).digest("base64");
  const authorization = header({ method: "POST", path: "/nothing-here", body });
  const headers = { authorization, "x-account-context": "4711", "content-type": "application/json" };
  expect((await service.call("POST", "/nothing-here", { headers, body: sent })).status).toBe(status);
});

test("rejects two keys with the same id", () => {
  expect(() => createArmorState({ users: [{ ...user, preSharedKeys: [key, key] }] })).toThrow("same id");
});
