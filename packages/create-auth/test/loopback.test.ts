import type { MemoryResponse } from "@org/http-core/testing";
import { expect, it } from "vitest";
import { startService as startLogin } from "../templates/login/test/support/loopback.js";
import { startService as startChallenge } from "../templates/challenge/test/support/loopback.js";
import { startService as startRenewal } from "../templates/renewal/test/support/loopback.js";

/** What a service may return, with the headers and the body that arrive. */
const responses: readonly (readonly [string, MemoryResponse, readonly (readonly [string, string])[], string])[] = [
  [
    "several cookies",
    { headers: { "set-cookie": ["a=1", "b=2"] }, body: [] },
    [
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ],
    "[]",
  ],
  ["pairs", { status: 429, headers: [["retry-after", "7"]], body: {} }, [["retry-after", "7"]], "{}"],
  [
    "an own type",
    { headers: new Headers({ "content-type": "text/html" }), body: "<p>" },
    [["content-type", "text/html"]],
    "<p>",
  ],
  ["JSON", { body: { a: 1 } }, [["content-type", "application/json"]], '{"a":1}'],
  ["a removed header", { headers: { "x-a": null }, body: new Uint8Array([65]) }, [], "A"],
  ["a status", 204, [], ""],
];

for (const [kind, start] of Object.entries({ challenge: startChallenge, login: startLogin, renewal: startRenewal })) {
  it.each(responses)(`sends over the socket of kind ${kind}: %s`, async (_, response, headers, body) => {
    const received = await fetch(await start({ respond: () => response }));
    expect(received.status).toBe(typeof response === "number" ? response : (response.status ?? 200));
    expect([...received.headers]).toEqual(expect.arrayContaining([...headers]));
    expect(await received.text()).toBe(body);
  });
}
