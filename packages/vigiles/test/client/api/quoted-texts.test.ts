import { describe, expect, it } from "vitest";
import type { Vigiles } from "../../../src/index.js";
import { loopback, type SeenRequest, type TestResponse } from "../../support/servers/loopback.js";
import { testClient } from "../../support/test-client.js";
import { account, workspace } from "../../support/workspace.js";

/** Enough of a secret to be recognised. */
const shortestPart = 6;

/** Ways to write a secret into a message so that cutting the message first would leave a part of it. */
const placings: readonly (readonly [string, (secret: string) => string])[] = [
  ["alone", (secret) => secret],
  ["as it is", (secret) => `bad ${secret} end`],
  ["across the end of a message", (secret) => `${"x".repeat(299 - shortestPart)} ${secret}`],
  ["behind much space", (secret) => `bad${" ".repeat(65_533 - shortestPart)}${secret}`],
  ["in another encoding", (secret) => `bad ${encodeURIComponent(Buffer.from(`xy${secret}`).toString("base64"))}`],
];

/** Where a response with status 200 has a text that an error quotes. */
const places: readonly (readonly [string, (text: string) => unknown, (client: Vigiles) => Promise<unknown>])[] = [
  ["a refusal", (message) => ({ success: false, message }), (client) => client.manifests.info("m")],
  ["an error member", (message) => ({ error: { message } }), (client) => client.manifests.delete("m")],
  ["the refusal of a heartbeat", (message) => ({ success: false, message }), (client) => client.heartbeat()],
  ["a scan that can't be read", (message) => ({ message }), (client) => client.manifests.latestReport("m")],
  [
    "the result of an upload",
    (message) => ({ message, manifest_token: message, cves: 1 }),
    (client) => client.manifests.upload({ text: "{}" }),
  ],
  ["a failed job", (error) => ({ status: "failed", error }), (client) => client.jobs.wait("j")],
  [
    "a response in place of a file",
    (message) => ({ success: false, message, manifest_token: message }),
    (client) => client.reports.download("r", { format: "pdf" }),
  ],
  [
    "a response in place of a streamed file",
    (message) => ({ success: false, message }),
    async (client) => {
      using files = workspace();
      await client.reports.downloadFile("r", files.path("r.pdf"), { format: "pdf" });
    },
  ],
];

/** Calls a server that quotes a secret of the request, and returns the error. */
async function errorOf(
  make: (request: SeenRequest) => TestResponse,
  call: (client: Vigiles) => Promise<unknown>,
): Promise<{ readonly message: string; readonly signature: string }> {
  await using server = await loopback(make);
  await using client = testClient(server.url, { attempts: 1 });
  const error = (await call(client).catch((reason: unknown) => reason)) as Error;
  expect(error).toBeInstanceOf(Error);
  return { message: String(error.stack), signature: server.requests[0]?.signature ?? "" };
}

describe.each(places)("an error that quotes %s", (_, body, call) => {
  it.each(placings)("shows no part of the key, written %s", async (_name, place) => {
    const { message } = await errorOf(() => ({ body: body(place(account.key)) }), call);
    expect(message).not.toContain(account.key.slice(0, shortestPart));
    expect(message).not.toContain(Buffer.from(`xy${account.key}`).toString("base64").slice(4, 12));
  });

  it("shows no part of the signature", async () => {
    const { message, signature } = await errorOf((seen) => ({ body: body(`bad ${seen.signature}`) }), call);
    expect(signature.length).toBeGreaterThan(20);
    expect(message).not.toContain(signature.slice(0, shortestPart));
    expect(message).toContain("bad [redacted]");
  });

  it("shows no control characters", async () => {
    const { message } = await errorOf(() => ({ body: body("a\u001b[31m\u202e\nb") }), call);
    expect(message).toContain("a [31m b");
  });
});
