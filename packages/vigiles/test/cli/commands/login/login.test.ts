import { mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { prepareCommand, type PreparedCommand } from "../../../support/prepare-command.js";
import { onTerminal, replying, whyNoTerminal } from "../../../support/pseudo-terminal.js";
import { vigiles } from "../../../support/command.js";
import { account } from "../../../support/workspace.js";

const argv = ["login", "--email", account.email];

/** The command without a key file: the home directory is the test's folder. */
const world = ({ files, server }: PreparedCommand) => ({ HOME: files.path("home"), VIGILES_SERVER: server.url });

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

describe("login", () => {
  it("stores a checked account for its owner alone, and later commands use it", async () => {
    await using command = await prepareCommand();
    const env = world(command);
    const path = command.files.path("home/timesys/linuxlink_key");
    mkdirSync(command.files.path("home"), { mode: 0o755 });
    const run = await vigiles(argv, { env, stdin: `${account.key}\n` });
    expect([run.exit, run.stderr, JSON.parse(run.stdout)]).toEqual([
      0,
      "",
      { email: account.email, server: command.server.url, edition: "groups", key_file: path },
    ]);
    expect(read(path)).toEqual({
      email: account.email,
      organization_key: account.key,
      server_url: command.server.url,
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(command.files.path("home/timesys")).mode & 0o777).toBe(0o700);
    expect(run.stdout + run.stderr).not.toContain(account.key);
    const later = await vigiles(["heartbeat"], { env: { HOME: env.HOME } });
    expect([later.exit, command.server.requests.length]).toEqual([0, 2]);
  });

  it("stores nothing that the server refuses", async () => {
    await using command = await prepareCommand(() => ({ status: 403, body: { message: "no" } }));
    const path = command.files.path("new");
    const run = await vigiles(["-k", path, ...argv], { env: world(command), stdin: account.key });
    expect([run.exit, run.stderr]).toEqual([4, expect.stringContaining("403")]);
    expect(() => statSync(path)).toThrow("ENOENT");
  });

  it("writes a key file of the edition products without a server, and says what that needs", async () => {
    await using command = await prepareCommand();
    const path = command.files.path("new");
    const flags = ["-k", path, "--edition", "products"];
    const run = await vigiles([...flags, ...argv], { env: world(command), stdin: account.key });
    expect([run.exit, run.stderr]).toEqual([0, expect.stringContaining("set VIGILES_SERVER for later commands")]);
    expect(read(path)).toEqual({ email: account.email, key: account.key });
  });

  it("takes the account of the variables, and says that they count first", async () => {
    await using command = await prepareCommand();
    const path = command.files.path("new");
    const env = { ...world(command), VIGILES_EMAIL: account.email, VIGILES_KEY: account.key };
    const run = await vigiles(["-k", path, "login"], { env });
    expect([run.exit, run.stderr]).toEqual([0, expect.stringContaining("take precedence over the stored key file")]);
    expect(read(path)).toMatchObject({ organization_key: account.key });
  });

  it("replaces a key file only if it is told to, and makes it private", async () => {
    await using command = await prepareCommand();
    const path = command.files.write("old", "{}", 0o644);
    const env = world(command);
    const refused = await vigiles(["-k", path, ...argv], { env, stdin: account.key });
    expect([refused.exit, refused.stderr]).toEqual([2, expect.stringContaining("give --yes to replace it")]);
    expect(readFileSync(path, "utf8")).toBe("{}");
    expect((await vigiles(["-k", path, ...argv, "--yes"], { env, stdin: account.key })).exit).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(read(path)).toMatchObject({ email: account.email });
  });

  it.each<[string, readonly string[], string, string]>([
    ["without an address", ["-k", "{DIR}/new", "login"], "k", "E-mail address is missing; give it with --email"],
    ["without a key", ["-k", "{DIR}/new", ...argv], " \n", "the key is missing"],
    ["into a folder", ["-k", "{DIR}", ...argv], "k", "is not a regular file"],
    ["into a link", ["-k", "{DIR}/link", ...argv], "k", "is not a regular file"],
    ["into standard input", ["-k", "-", ...argv], "k", "not standard input"],
  ])("is refused %s, before anything is sent", async (_how, given, stdin, message) => {
    await using command = await prepareCommand();
    symlinkSync("/nowhere", command.files.path("link"));
    const args = given.map((arg) => arg.replace("{DIR}", command.files.folder));
    const run = await vigiles(args, { env: world(command), stdin });
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(command.server.requests).toEqual([]);
  });

  it.each<[string, readonly string[], string, number, string]>([
    ["a key as the argument", ["login", account.key], "k", 2, "one is left over, since login takes no arguments; see"],
    [
      "several arguments",
      ["login", account.email, account.key],
      "k",
      2,
      "one is left over, since login takes no arguments; see",
    ],
    ["a key as the path", ["-k", account.key, ...argv], "k", 2, "may be a key or the content of a key file"],
    ["a key file as the path", ["-k", JSON.stringify(account), ...argv], "k", 2, "may be a key or the content"],
    ["a key as the address", ["-k", "{DIR}/new", "login", "--email", account.key], "k", 3, "--email is not an e-mail"],
    ["a key in quotes", ["-k", "{DIR}/new", ...argv], `'${account.key}'`, 3, "the key has quotation marks"],
    ["a key file as the key", ["-k", "{DIR}/new", ...argv], JSON.stringify(account), 3, "the content of a key file"],
  ])("refuses %s without a word of it, before anything is sent", async (_how, given, stdin, exit, message) => {
    await using command = await prepareCommand();
    const args = given.map((arg) => arg.replace("{DIR}", command.files.folder));
    const run = await vigiles(args, { env: world(command), stdin });
    expect([run.exit, run.stderr]).toEqual([exit, expect.stringContaining(message)]);
    expect(run.stdout + run.stderr).not.toContain(account.key);
    expect(command.server.requests).toEqual([]);
  });

  it("prints the signed request in a dry run, and stores nothing", async () => {
    await using command = await prepareCommand();
    const path = command.files.path("new");
    const run = await vigiles(["--dry-run", "-k", path, ...argv], { env: world(command), stdin: account.key });
    expect(JSON.parse(run.stdout)).toMatchObject({
      method: "POST",
      url: `${command.server.url}/api/v1/vigiles/heartbeat`,
    });
    expect(() => statSync(path)).toThrow("ENOENT");
  });
});

describe.skipIf(whyNoTerminal !== "")(`login on a terminal${whyNoTerminal}`, () => {
  it("asks for address, key and server, and doesn't show the key", async () => {
    await using command = await prepareCommand();
    const path = command.files.path("new");
    const replies = replying(
      ["E-mail address: ", `${account.email}\n`],
      ["Key (not shown): ", `${account.key}\n`],
      ["Server [https://vigiles.lynx.com]: ", `${command.server.url}\n`],
    );
    const shown = await onTerminal(["-k", path, "login"], {}, replies);
    expect(shown).toContain(account.email);
    expect(shown).not.toContain(account.key);
    expect(read(path)).toMatchObject({ organization_key: account.key, server_url: command.server.url });
  });

  it.each([
    ["Ctrl-C at the hidden question", "Key (not shown): ", "\u0003", "ABORTED: The question was interrupted"],
    ["the end of input at the hidden question", "Key (not shown): ", "\u0004", "the question got no reply"],
    ["the end of input at another question", "E-mail address: ", "\u0004", "the question got no reply"],
    ["an empty reply", "E-mail address: ", "\n", "E-mail address is missing"],
  ])("ends at %s, and stores nothing", async (_how, question, typed, message) => {
    await using command = await prepareCommand();
    const path = command.files.path("new");
    const replies = question.startsWith("Key") ? [["E-mail address: ", `${account.email}\n`] as const] : [];
    const shown = await onTerminal(["-k", path, "login"], world(command), replying(...replies, [question, typed]));
    expect(shown).toContain(message);
    expect(() => statSync(path)).toThrow("ENOENT");
    expect(command.server.requests).toEqual([]);
  });
});
