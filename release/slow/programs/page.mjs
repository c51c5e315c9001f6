// What a page does with a session. Each check gets data of the test, and returns data.
import { armorAuth } from "@org/armor-auth";
import { createSession, fileBody, gotTransport, memoryPermits, multipartBody, Secret } from "@org/http-core";
import { fetchTransport } from "@org/http-core/fetch";

const open = (options = {}) => createSession({ baseUrl: location.origin, transport: fetchTransport(), ...options });

/** The code and the message of what a function throws. */
async function failureOf(run) {
  try {
    return `no error, but ${JSON.stringify(await run())}`;
  } catch ({ code, message }) {
    return `${code}: ${message}`;
  }
}

globalThis.checks = {
  async login({ http: baseUrl, username, password }) {
    const session = open({ baseUrl, auth: armorAuth({ username, password, baseUrl }) });
    const me = await session.get("/me");
    await session.delete("/__emulator/tokens", { auth: false });
    const healed = await session.get("/me");
    await session.close();
    return [me.status, healed.status];
  },
  async wrongPassword({ http: baseUrl, username }) {
    const auth = armorAuth({ username, password: "wrong password", baseUrl });
    return failureOf(() => open({ baseUrl, auth }).get("/me"));
  },
  async bodies() {
    const session = open({ allowHttp: true });
    const echo = async (options) => (await session.post("/echo", options).json()).body;
    const long = "ü".repeat(1_000_000);
    const stream = async function* () {
      for (const part of ["one", "two"]) yield new TextEncoder().encode(part);
    };
    return {
      json: await echo({ json: { name: "ü" } }),
      form: await echo({ form: { name: "ü" } }),
      stream: await echo({ body: stream }),
      isLongWhole: (await echo({ body: long })) === long,
      file: (await echo({ body: multipartBody({ file: new File(["content"], "a.txt") }) })).includes("content"),
    };
  },
  async compressed({ other }) {
    const session = open({ hosts: [location.host, new URL(other).host] });
    const urls = ["/gzip", `${other}/gzip`, "/unframed", `${other}/unframed`];
    return Promise.all(urls.map(async (url) => (await session.get(url).json()).text.length));
  },
  async cookies() {
    await fetch("/cookie");
    const session = open();
    await session.get("/cookie");
    const { headers } = await session.get("/echo").json();
    return {
      sent: headers.cookie ?? "none",
      kept: (await (await session.cookieJar()).getCookies(location.origin)).length,
    };
  },
  async caches() {
    const session = open();
    const read = async () => (await session.get("/cached").json()).at;
    return (await read()) === (await read()) ? "kept" : "fresh";
  },
  challenge: async () => (await open().get("/challenge", { throwHttpErrors: false })).status,
  redirect: () => failureOf(() => open().get("/redirect")),
  ownFetch: async () => {
    const follow = (url, init) => fetch(url, { ...init, redirect: "follow" });
    return (await open({ transport: fetchTransport({ fetch: follow }) }).get("/redirect")).status;
  },
  file: () => failureOf(() => fileBody("a.txt")),
  got: () => failureOf(() => open({ transport: gotTransport() }).get("/echo")),
  async permits({ http: baseUrl, username, password }) {
    const auth = armorAuth({ username, password, baseUrl });
    return failureOf(() => open({ baseUrl, auth, permits: memoryPermits() }).get("/me"));
  },
  fingerprint: () => new Secret("hunter2").fingerprint() === new Secret("hunter2").fingerprint(),
};
