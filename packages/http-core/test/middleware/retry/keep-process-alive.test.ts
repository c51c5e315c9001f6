import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { closedPort } from "../../support/closed-port.js";

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL("../../..", import.meta.url));

it("keeps a process alive through the pause before a repeat", async () => {
  const script = `
    import { createSession } from "@org/http-core";
    const session = createSession({ retry: { attempts: 2, baseDelayMs: 20 } });
    const { code } = await session.get("http://127.0.0.1:${await closedPort()}/").catch((error) => error);
    console.log(code);`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: packageFolder });
  expect(stdout).toBe("CONNECT_FAILED\n");
});
