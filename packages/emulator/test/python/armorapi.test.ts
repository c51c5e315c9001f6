import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../src/index.js";
import { armorHosts } from "../../src/server/hosts.js";

const inCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const withoutPython = hasPython || inCi ? "" : " (skipped: python3 is not installed, and this is not CI)";
/** A folder with a checkout of the original Python package. */
const checkout = process.env["ARMORAPI_PY"] ?? "";
const withoutCheckout = checkout === "" ? " (skipped: ARMORAPI_PY names no checkout of the original package)" : "";
/** The first Python that has the modules of the original, since a machine can have several. */
const python =
  ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import bs4, requests"]).status === 0) ??
  "python3";
const imitation = join(import.meta.dirname, "imitation");

const login = [
  "POST api.armor.com/auth/authorize 200",
  "POST api.armor.com/auth/token 200",
  "GET api.armor.com/me 200",
];

/** What the service sees of each of the original's own tests, where it refuses a bad `Authorization` everywhere. */
const upstreamTests: readonly { readonly name: string; readonly requests: readonly string[] }[] = [
  { name: "U1, basic invocation", requests: login },
  { name: "U2, with an account id", requests: login },
  { name: "U3, auth=1", requests: login },
  {
    name: "U4, auth=2",
    requests: [
      "POST sts.armor.com/adfs/oauth2/authorize 302",
      "POST sts.armor.com/adfs/oauth2/authorize 302",
      "GET api.armor.com/me 200",
    ],
  },
  {
    name: "U5, a spoilt token and two attempts",
    requests: [
      ...login,
      "GET api.armor.com/me 401",
      "POST api.armor.com/auth/authorize 401",
      "POST api.armor.com/auth/authorize 401",
    ],
  },
  {
    name: "U6, reissue",
    requests: [...login, "POST api.armor.com/auth/token/reissue 200", "GET api.armor.com/me 200"],
  },
  { name: "U7, retries401=101", requests: [] },
  { name: "U8, another host", requests: login },
  { name: "U9, an account that is not theirs", requests: login },
];

/** Runs a checkout's own tests, unmodified, against the emulator under the real names; says what the service saw. */
async function upstreamRequests(folder: string): Promise<readonly string[]> {
  await using emulator = await startEmulator();
  const { username, password, accountId } = emulator.armor;
  const env = {
    PATH: process.env["PATH"],
    PYTHONPATH: [join(import.meta.dirname, "preload"), folder].join(":"),
    PYTHONDONTWRITEBYTECODE: "1",
    EMULATED_HOSTS: armorHosts.join(","),
    EMULATED_PORT: new URL(emulator.https).port,
    REQUESTS_CA_BUNDLE: emulator.ca,
    SSL_CERT_FILE: emulator.ca,
    armor_username: username,
    armor_password: password,
    armor_account_id: String(accountId),
  };
  await promisify(execFile)(python, [join(folder, "tests/integration_tests/tests.py")], { env, cwd: folder });
  // Where a form was accepted, AD FS redirects; how a client follows is its own affair.
  return emulator.requests
    .map(({ method, host, url, status }) => `${method} ${host.split(":")[0]}${url.split("?")[0]} ${status}`)
    .filter((line) => !line.startsWith("GET sts.armor.com/"));
}

describe("the original Python client's own tests", () => {
  const expected = upstreamTests.flatMap(({ requests }) => requests);

  it.skipIf(withoutCheckout !== "")(`are where ARMORAPI_PY says${withoutCheckout}`, () => {
    expect(existsSync(join(checkout, "tests/integration_tests/tests.py"))).toBe(true);
  });

  it.skipIf(withoutCheckout !== "")(`see the service that they know${withoutCheckout}`, async () => {
    expect(await upstreamRequests(checkout)).toEqual(expected);
  });

  it.skipIf(withoutPython !== "")(`see it in an imitation that makes the same requests${withoutPython}`, async () => {
    expect(await upstreamRequests(imitation)).toEqual(expected);
  });
});
