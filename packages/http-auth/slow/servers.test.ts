import { describe, expect, it } from "vitest";
import { basicAuth, digestAuth, type DigestAuthOptions, type DigestAuthScheme } from "../src/index.js";
import { describeServer } from "./support/describe-server.js";
import { openRecordedSession } from "./support/recorded-session.js";
import { apache, lighttpd, nginx } from "./support/servers.js";
import { users, type User } from "./support/users.js";

const [ada, jason] = users as readonly [User, User];
const body = "x".repeat(100_000);
const quietly = { throwHttpErrors: false } as const;

async function* once(): AsyncIterable<Uint8Array> {
  yield Buffer.from(body.slice(0, 50_000));
  yield Buffer.from(body.slice(50_000));
}

/** Tests Basic authentication, which all three servers have. */
function testBasic(origin: () => string): void {
  const auth = (user: User): ReturnType<typeof basicAuth> => basicAuth({ ...user, origins: [origin()] });

  it.each(users)("accepts Basic from $username, at once", async (user) => {
    const { session, exchanges } = openRecordedSession(auth(user), origin());
    expect(await (await session.get("/basic/things")).text()).toBe("things");
    expect(exchanges.map(([, status]) => status)).toEqual([200]);
  });

  it("refuses a wrong password, which is tried once for each permit", async () => {
    const { session, exchanges } = openRecordedSession(auth({ ...ada, password: "wrong" }), origin());
    for (let call = 0; call < 4; call++) expect((await session.get("/basic/things", quietly)).status).toBe(401);
    await expect(session.get("/basic/things", quietly)).rejects.toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
    expect(exchanges).toHaveLength(4);
  });
}

/** Tests Digest authentication below a path. */
function testDigest(origin: () => string, path: string, options: Partial<DigestAuthOptions> = {}): void {
  const auth = (user: User): DigestAuthScheme => digestAuth({ ...user, origins: [origin()], ...options });
  // The re-authentication window goes by the password, so that each path needs its own wrong one.
  const wrong = `wrong below ${path} ${options.algorithms?.join()}`;

  it("answers one challenge, and uses its nonce for many requests", async () => {
    const { session, exchanges } = openRecordedSession(auth(ada), origin());
    for (const query of ["", "?x=1&y=%22a%22", "?"]) {
      expect(await (await session.get(`/${path}/things${query}`)).text()).toBe("things");
    }
    expect((await session.head(`/${path}/things`)).status).toBe(200);
    expect(exchanges.map(([, status]) => status)).toEqual([401, 200, 200, 200, 200]);
  });

  it("serves thirty calls at once", async () => {
    const { session } = openRecordedSession(auth(ada), origin());
    const calls = Array.from({ length: 30 }, (_, index) => session.get(`/${path}/things?${index}`));
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
  });

  it("refuses a wrong password, which is tried once for each permit", async () => {
    const { session, exchanges } = openRecordedSession(auth({ ...ada, password: wrong }), origin());
    for (let call = 0; call < 4; call++) expect((await session.get(`/${path}/things`, quietly)).status).toBe(401);
    await expect(session.get(`/${path}/things`, quietly)).rejects.toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
    expect(exchanges.filter(([authorization]) => authorization !== "")).toHaveLength(4);
  });
}

describeServer(apache, (origin) => {
  testBasic(origin);

  describe("Digest with MD5", () => {
    testDigest(origin, "digest");

    it("covers uploads, a one-shot stream among them", async () => {
      const { session, exchanges } = openRecordedSession(digestAuth({ ...ada, origins: [origin()] }), origin());
      expect((await session.put("/digest/first", { body })).status).toBe(201);
      expect((await session.put("/digest/second", { body: once() })).status).toBe(201);
      expect(await (await session.get("/digest/second")).text()).toBe(body);
      expect(exchanges.map(([, status]) => status)).toEqual([401, 201, 201, 200]);
    });

    it("takes the next nonce from each response, where a nonce is good for one request", async () => {
      const { session, exchanges } = openRecordedSession(digestAuth({ ...ada, origins: [origin()] }), origin());
      for (let call = 0; call < 5; call++) expect((await session.get("/once/things")).status).toBe(200);
      expect(exchanges.map(([, status]) => status)).toEqual([401, 200, 200, 200, 200, 200]);
    });

    it("is served to calls at once, where a nonce is good for one request", async () => {
      const { session } = openRecordedSession(digestAuth({ ...ada, origins: [origin()] }), origin());
      for (let round = 0; round < 3; round++) {
        const calls = Array.from({ length: 10 }, (_, index) => session.get(`/once/things?${index}`));
        expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
      }
    });
  });
});

describeServer(nginx, (origin) => {
  testBasic(origin);

  it("takes an upload of a one-shot stream, since Basic waits for no challenge", async () => {
    const { session } = openRecordedSession(basicAuth({ ...ada, origins: [origin()] }), origin());
    expect((await session.put("/basic/upload", { body: once() })).status).toBe(201);
    expect(await (await session.get("/basic/upload")).text()).toBe(body);
  });
});

describeServer(lighttpd, (origin) => {
  testBasic(origin);

  const paths: readonly (readonly [string, string, Partial<DigestAuthOptions>])[] = [
    ["md5", "MD5", {}],
    ["sha-256", "SHA-256", {}],
    ["sha-512-256", "SHA-512-256", {}],
    ["both", "SHA-256", { algorithms: ["SHA-256"] }],
    ["both", "MD5", { algorithms: ["MD5"] }],
    ["userhash", "SHA-256", {}],
  ];
  describe.each(paths)("Digest below /%s with %s", (path, algorithm, options) => {
    testDigest(origin, path, options);

    it.each(users)(`accepts $username by ${algorithm}`, async (user) => {
      const scheme = digestAuth({ ...user, origins: [origin()], ...options });
      const { session, exchanges } = openRecordedSession(scheme, origin());
      expect((await session.get(`/${path}/things`)).status).toBe(200);
      const [authorization] = exchanges.at(-1) ?? [];
      expect(authorization).toContain(`algorithm=${algorithm}`);
      const name =
        path === "userhash"
          ? /username="[0-9a-f]{64}".*userhash=true/
          : user === jason
            ? /username\*=/
            : /username="ada"/;
      expect(authorization).toMatch(name);
    });
  });
});
