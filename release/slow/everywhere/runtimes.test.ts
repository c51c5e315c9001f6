import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { installProject, servicesOf } from "../../src/tarball-project.ts";

const folder = mkdtempSync(join(tmpdir(), "runtimes-"));
const project = join(folder, "project");
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  await installProject(project, { bun: "1", deno: "2", workerd: "1", esbuild: "0" });
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const bin = (name: string): string => join(project, "node_modules", ".bin", name);

describe.each([
  { runtime: "Bun", command: "bun", args: [], transports: ["default", "node", "fetch"] },
  { runtime: "Deno", command: "deno", args: ["run", "--allow-all"], transports: ["default", "node", "fetch"] },
])("on $runtime", ({ command, args, transports }) => {
  it.each(transports)("a consumer's everyday work is done over the transport %s", async (transport) => {
    const all = [...args, "run-everyday.mjs", transport, servicesOf(emulator)];
    expect(await run(bin(command), all, { cwd: project })).toBe("true 200 200 0");
  });
});

describe("on Bun", () => {
  it("undici is refused with what to use instead", async () => {
    const args = ["run-everyday.mjs", "undici", servicesOf(emulator)];
    await expect(run(bin("bun"), args, { cwd: project })).rejects.toThrow("use fetchTransport or nodeTransport");
  });
});

describe("on workerd", () => {
  it("a bundled worker logs in, and heals a 401", async () => {
    const external = ["got", "undici", "node:*"].map((name) => `--external:${name}`);
    const args = ["worker.mjs", "--bundle", "--format=esm", "--platform=node", "--conditions=workerd", ...external];
    // workerd takes the default export.
    const footer = "--footer:js=export { worker as default };";
    await run(bin("esbuild"), [...args, footer, "--outfile=worker.bundle.mjs", "--log-level=error"], { cwd: project });
    const port = await freePort();
    const address = `--socket-addr=http=127.0.0.1:${port}`;
    const worker = spawn(bin("workerd"), ["serve", "worker.capnp", address], { cwd: project, stdio: "inherit" });
    const ended = once(worker, "exit");
    try {
      expect(await ask(`http://127.0.0.1:${port}/`, servicesOf(emulator))).toBe("200 200 0");
    } finally {
      worker.kill();
      await ended;
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Asks a server that may not listen yet. */
async function ask(url: string, body: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await (await fetch(url, { method: "POST", body })).text();
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
