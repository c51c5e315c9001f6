import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { AuthenticationError, createSession, Secret, type AuthScheme } from "../../src/index.js";
import { parseJsonObject } from "../../src/authoring/index.js";
import { manualClock } from "../../src/testing/index.js";
import { loopback, type Loopback, type WireRequest } from "../support/loopback.js";

/** The keys of an account, or those of a role for an hour. */
interface Keys {
  readonly id: string;
  readonly secret: Secret;
}

const account: Keys = { id: "account-1", secret: new Secret("account-secret-1") };

const signatureOf = (secret: string, method: string, path: string, time: string): string =>
  createHmac("sha256", secret).update(`${method}\n${path}\n${time}`).digest("hex");

type Apply = (keys: Keys) => AuthScheme["apply"];

const signBy: Apply =
  ({ id, secret }) =>
  (request, _credential, { clock }) => {
    const { pathname, search } = new URL(request.url);
    const time = String(clock.nowMs());
    const signature = signatureOf(secret.reveal(), request.method, pathname + search, time);
    return request.with({ headers: { "x-key": id, "x-time": time, "x-signature": signature } });
  };

/** Signs with the keys of the account. */
function accountAuth(origin: string): AuthScheme {
  return {
    name: "account",
    origins: [origin],
    secrets: { headers: ["x-signature"] },
    identity: () => ({ principal: account.id, secret: account.secret }),
    apply: signBy(account),
  };
}

/** Gets the keys of a role by a request that the other scheme signs. It has no secret of its own. */
function roleAuth(origin: string, role: string, other: AuthScheme): AuthScheme<Keys> {
  return {
    name: "role",
    origins: [origin],
    secrets: { headers: ["x-signature"], fields: ["secret"] },
    identity: () => ({ principal: role }),
    async acquire({ send, clock }) {
      const requestedAtMs = clock.nowMs();
      const response = await send(`${origin}/assume`, {
        method: "POST",
        params: { role },
        auth: other as AuthScheme<unknown, unknown, unknown>,
      });
      const { id, secret, seconds } = parseJsonObject(await response.text()) ?? {};
      if (typeof id !== "string" || typeof secret !== "string" || typeof seconds !== "number") {
        throw new AuthenticationError("transient", `the role can't be assumed: status ${response.status}`);
      }
      return { value: { id, secret: new Secret(secret) }, expiresAt: requestedAtMs + seconds * 1000 };
    },
    apply: (request, keys, context) => signBy(keys)(request, undefined, context),
  };
}

async function service(): Promise<Loopback> {
  const secrets = new Map([[account.id, account.secret.reveal()]]);
  const isSigned = ({ method, url, headers }: WireRequest): boolean => {
    const [id, time] = [String(headers["x-key"]), String(headers["x-time"])];
    return headers["x-signature"] === signatureOf(secrets.get(id) ?? "", method, url, time);
  };
  return loopback((request, response) => {
    const isAssuming = request.url.startsWith("/assume");
    const isOfAccount = request.headers["x-key"] === account.id;
    if (!isSigned(request) || isAssuming !== isOfAccount) return void response.writeHead(401).end();
    if (!isAssuming) return void response.end();
    const id = `role-${secrets.size}`;
    secrets.set(id, `secret of ${id}`);
    response.end(JSON.stringify({ id, secret: `secret of ${id}`, seconds: 3600 }));
  });
}

it("AssumeRole: the login of a role is signed by the scheme of the account", async () => {
  await using server = await service();
  const clock = manualClock();
  const auth = roleAuth(server.url, "reader", accountAuth(server.url));
  await using session = createSession({ auth, baseUrl: server.url, clock });
  const responses = await Promise.all(Array.from({ length: 5 }, () => session.get("/things?page=1")));
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await clock.advance(3_600_001);
  expect((await session.get("/things")).status).toBe(200);
  const assumed = server.requests.filter(({ url }) => url.startsWith("/assume"));
  expect(assumed.map(({ url, headers }) => [url, headers["x-key"]])).toEqual(
    Array.from({ length: 2 }, () => ["/assume?role=reader", account.id]),
  );
});
