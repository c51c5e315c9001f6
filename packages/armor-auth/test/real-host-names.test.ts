import { readFile } from "node:fs/promises";
import { createServer, type LookupFunction } from "node:net";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createArmorApi, type ArmorApi, type ArmorApiOptions } from "../src/index.js";
import { transports, type MakeTransport } from "./support/transports.js";

/** Resolves the real names to this machine, and no other name. */
const lookup: LookupFunction = (hostname, options, callback) => {
  const known = ["api.armor.com", "sts.armor.com"].includes(hostname);
  if (!known) return callback(Object.assign(new Error(`${hostname} is unknown`), { code: "ENOTFOUND" }), "");
  if (options.all === true) callback(null, [{ address: "127.0.0.1", family: 4 }]);
  else callback(null, "127.0.0.1", 4);
};

/** True if this process can listen on the port. */
async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}

const reason = (await canListen(443)) ? "" : " (skipped: port 443 can't be had here)";

const versions = [
  { auth: 1, hosts: ["api.armor.com", "api.armor.com", "api.armor.com", "api.armor.com"] },
  {
    auth: 2,
    hosts: ["sts.armor.com", "sts.armor.com", "sts.armor.com", "sts.armor.com", "api.armor.com", "api.armor.com"],
  },
] as const;

interface Row {
  readonly make: MakeTransport;
  readonly auth: 1 | 2;
  readonly hosts: readonly string[];
}

const rows = transports.flatMap(({ name, make }) => versions.map((version) => ({ name, make, ...version })));

describe("over TLS, under the real names", () => {
  let emulator: Emulator;
  let usernames = 0;
  const opened: { close?(): Promise<void> }[] = [];

  /** Each test has a user of its own, since the logins of one user are shared within the process. */
  async function start(httpsPort: number): Promise<void> {
    const users = [{ username: `user-${++usernames}@example.com`, password: "Emulator-Demo-2021!" }];
    emulator = await startEmulator({ httpsPort, armor: { users } });
    opened.push(emulator);
  }

  async function logIn({ make, auth }: Row, options: Partial<ArmorApiOptions> = {}): Promise<ArmorApi> {
    const transport = make({ ca: await readFile(emulator.ca, "utf8"), lookup, proxy: false });
    const { username, password } = emulator.armor;
    opened.push(transport);
    const api = await createArmorApi({ username, password, auth, transport, ...options });
    opened.push(api);
    return api;
  }

  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close?.();
  });

  /** Logs in and sends a request. Returns the URL of its response, and the hosts that received requests. */
  async function fetchAndListHosts(row: Row, options: Partial<ArmorApiOptions> = {}): Promise<readonly string[]> {
    const api = await logIn(row, options);
    const { url } = await api.makeRequest("/vms");
    return [url, ...emulator.requests.map(({ host }) => host)];
  }

  it.skipIf(reason !== "").each(rows)(`v$auth logs in without any URL given, over $name${reason}`, async (row) => {
    await start(443);
    expect(await fetchAndListHosts(row)).toEqual(["https://api.armor.com/vms", ...row.hosts]);
  });

  describe("on another port", () => {
    beforeEach(() => start(0));

    it.each(rows)("v$auth logs in by URLs that name it, over $name", async (row) => {
      const port = `:${new URL(emulator.https).port}`;
      const urls = { baseUrl: `https://api.armor.com${port}`, stsUrl: `https://sts.armor.com${port}` };
      const hosts = row.hosts.map((host) => `${host}${port}`);
      expect(await fetchAndListHosts(row, urls)).toEqual([`https://api.armor.com${port}/vms`, ...hosts]);
    });

    it.each(rows)("v$auth sends nothing where the authority is not trusted, over $name", async ({ make, auth }) => {
      const port = new URL(emulator.https).port;
      const urls = { baseUrl: `https://api.armor.com:${port}`, stsUrl: `https://sts.armor.com:${port}` };
      const transport = make({ lookup, proxy: false });
      opened.push(transport);
      const { username, password } = emulator.armor;
      const error = await createArmorApi({ username, password, auth, transport, ...urls }).catch(
        (thrown: unknown) => thrown,
      );
      expect(String(error)).toContain("TLS");
      expect(emulator.requests).toEqual([]);
    });
  });
});
