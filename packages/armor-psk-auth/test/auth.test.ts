import { createHmac } from "node:crypto";
import { createSession } from "@org/http-core";
import { memoryTransport, testAuthScheme, type ReceivedRequest } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { armorPskAuth, isArmorPskError } from "../src/index.js";

const [right, wrong] = ["right-secret-19aa", "wrong-secret-77bc"];
const origin = "https://api.armor.com";

/** Checks a signature, independently of the scheme. */
function isSigned({ method, url, headers, body }: ReceivedRequest): boolean {
  const [, id, signature, nonce, stamp] =
    /^ARMOR-PSK ([^:]+):([^:]+):([^:]+):(\d+)$/.exec(headers.get("authorization") ?? "") ?? [];
  const message = Buffer.concat([Buffer.from(`${id}${method}${new URL(url).pathname}${nonce}${stamp}`), body]);
  return signature === createHmac("sha512", right).update(message).digest("base64");
}

testAuthScheme({
  name: "armor-psk",
  runner: { describe, it },
  maxCheckMs: 60_000,
  covers: ["method", "body", "time", "nonce"],
  optionNames: ["baseUrl", "bodyRule"],
  make: ({ wrongSecret }) => {
    const secret = wrongSecret ? wrong : right;
    return {
      scheme: armorPskAuth({ keyId: "key-1", secret }),
      protectedUrl: `${origin}/vms?page=1`,
      secrets: () => [secret],
      service: (request) => {
        if (!request.url.startsWith(origin)) return undefined;
        return isSigned(request) ? { body: [] } : { status: 401, body: { Message: "Denied" } };
      },
    };
  },
});

it("refuses a one-shot stream before anything is sent", async () => {
  const transport = memoryTransport(() => 200);
  const session = createSession({ auth: armorPskAuth({ keyId: "k", secret: right }), baseUrl: origin, transport });
  const body = (async function* once() {
    yield Buffer.from("x");
  })();
  const error = await session.post("/vms", { body }).catch((reason: unknown) => reason);
  expect(isArmorPskError(error) && error.code).toBe("ARMOR_PSK_BODY_UNSIGNABLE");
  expect(transport.requests).toHaveLength(0);
});
