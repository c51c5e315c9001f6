import { createHmac } from "node:crypto";
import { createSession, Secret } from "@org/http-core";
import { memoryTransport, testAuthScheme, type ReceivedRequest } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { armorPskAuth, isArmorPskError, type ArmorPskAuthOptions } from "../src/index.js";

const [right, wrong] = ["right-secret-19aa", "wrong-secret-77bc"];
const origin = "https://api.armor.com";

/** The check of a signature, written apart from the scheme. */
function isSigned({ method, url, headers, body }: ReceivedRequest): boolean {
  const [, id, signature, nonce, stamp] =
    /^ARMOR-PSK ([^:]+):([^:]+):([^:]+):(\d+)$/.exec(headers.get("authorization") ?? "") ?? [];
  const message = Buffer.concat([Buffer.from(`${id}${method}${new URL(url).pathname}${nonce}${stamp}`), body]);
  return signature === createHmac("sha512", right).update(message).digest("base64");
}

testAuthScheme({
  name: "armor-psk",
  runner: { describe, it },
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

describe("options", () => {
  const good = { keyId: "key-1", secret: "canary-3f2a" };
  const cases: readonly (readonly [string, object, string])[] = [
    ["no key id", { secret: "canary-3f2a" }, "keyId"],
    ["a key id with a colon", { ...good, keyId: "a:b" }, "keyId"],
    ["a key id with a space", { ...good, keyId: "a b" }, "keyId"],
    ["a key id beyond ASCII", { ...good, keyId: "schl\u00fcssel" }, "keyId"],
    ["no secret", { keyId: "key-1" }, "secret"],
    ["an empty secret", { ...good, secret: "" }, "secret"],
    ["an empty secret that is masked", { ...good, secret: new Secret("") }, "secret"],
    ["another rule", { ...good, bodyRule: "md5" }, "bodyRule"],
    ["plain http", { ...good, baseUrl: "http://api.armor.com" }, "baseUrl"],
    ["a user name in the URL", { ...good, baseUrl: "https://me@api.armor.com" }, "baseUrl"],
    ["no URL", { ...good, baseUrl: "api.armor.com" }, "baseUrl"],
    ["a name that no option has", { ...good, keyID: "key-1" }, '"keyID"'],
  ];
  it.each(cases)("refuse %s, by name and without the secret", (_title, options, name) => {
    const attempt = (): unknown => armorPskAuth(options as ArmorPskAuthOptions);
    expect(attempt).toThrow(name);
    expect(attempt).toThrow(expect.objectContaining({ code: "ARMOR_PSK_OPTION_INVALID" }));
    expect(attempt).not.toThrow("canary");
  });

  it("take a secret that is masked already, and http on loopback", () => {
    const scheme = armorPskAuth({ ...good, secret: new Secret(good.secret), baseUrl: "http://127.0.0.1:8080/api" });
    expect(scheme.origins).toEqual(["http://127.0.0.1:8080"]);
  });
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
