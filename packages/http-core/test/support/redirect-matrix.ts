import { afterAll, describe, expect, it } from "vitest";
import { createSession, isRedirectError, type Transport } from "../../src/index.js";
import { loopback, type Loopback } from "./loopback.js";

const statuses = [300, 301, 302, 303, 304, 305, 306, 307, 308];
const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
const followed = new Set([301, 302, 303, 307, 308]);

/** A server that redirects `/start` to a target, and one of another origin that must not be reached. */
export async function redirecting(
  status: number,
  targetOf: (own: Loopback, other: Loopback) => string,
): Promise<{ own: Loopback; other: Loopback } & AsyncDisposable> {
  const other = await loopback();
  const own: Loopback = await loopback(({ url }, response) => {
    if (url === "/start") response.writeHead(status, { location: targetOf(own, other) });
    response.end(status === 304 ? undefined : "body");
  });
  return {
    own,
    other,
    async [Symbol.asyncDispose]() {
      await own[Symbol.asyncDispose]();
      await other[Symbol.asyncDispose]();
    },
  };
}

const targets: readonly (readonly [string, boolean, (own: Loopback, other: Loopback) => string])[] = [
  ["a path of the same origin", true, () => "/next"],
  ["an absolute URL of the same origin", true, (own) => `${own.url}/next`],
  ["another port, allow-listed", false, (_, other) => `${other.url}/next`],
  ["another host, not listed", false, () => "https://evil.example/next"],
  ["localhost instead of 127.0.0.1", false, (own) => `${own.url.replace("127.0.0.1", "localhost")}/next`],
  ["a protocol-relative host", false, (_, other) => `//${other.host}/next`],
];

const rows = statuses.flatMap((status) =>
  methods.flatMap((method) => targets.map(([name, same, target]) => ({ status, method, name, same, target }))),
);

/**
 * Declares a test for every status, method and kind of target: what the second request is, or that there is none.
 *
 * @param name - of the transport
 * @param transport - closed when the tests have ended
 */
export function testRedirectMatrix(name: string, transport: Transport): void {
  describe(`the redirect matrix over ${name}`, () => {
    afterAll(() => transport.close?.());

    it.each(rows)("$status to $method, leading to $name", async ({ status, method, same, target }) => {
      await using setup = await redirecting(status, target);
      const { own, other } = setup;
      await using session = createSession({
        transport,
        baseUrl: own.url,
        hosts: [own.host, other.host],
        headers: { "X-Auth-Signature": "s", "X-Account-Context": "1" },
      });
      const options = ["POST", "PUT", "PATCH"].includes(method) ? { json: { secret: 1 } } : {};
      const result = await session
        .request(`${own.url}/start`, { method, ...options })
        .catch((reason: unknown) => reason);
      expect(other.requests).toEqual([]);
      const second = own.requests.slice(1);
      if (!followed.has(status)) {
        expect(result).toMatchObject({ status });
        expect(second).toEqual([]);
      } else if (same && (status === 303 || method === "GET" || method === "HEAD")) {
        const expected = status === 303 && method !== "HEAD" ? "GET" : method;
        expect(result).toMatchObject({ status: 200, url: `${own.url}/next` });
        expect(second.map((request) => `${request.method} ${request.url} ${request.body.length}`)).toEqual([
          `${expected} /next 0`,
        ]);
        expect(second[0]?.headers).toMatchObject({ "x-auth-signature": "s", "x-account-context": "1" });
        expect(second[0]?.headers).not.toHaveProperty("content-type");
      } else {
        expect(isRedirectError(result) && result).toMatchObject({ status, code: "REDIRECT_REFUSED" });
        expect(second).toEqual([]);
      }
    });
  });
}
