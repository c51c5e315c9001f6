import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { loopback } from "../../support/loopback.js";

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL("../../..", import.meta.url));

/** What a program does with a streamed response before its last line. */
const uses = [
  ["does not read", ""],
  ["reads one chunk of, and lets go", "for await (const _ of response.chunks()) break;"],
  ["reads one chunk of, and forgets", "await response.body.getReader().read();"],
] as const;

describe.each([
  ["got", "@org/http-core", "gotTransport"],
  ["node", "@org/http-core/node", "nodeTransport"],
  ["undici", "@org/http-core/undici", "undiciTransport"],
])("over %s, a process ends although there is a stream that it", (_, from, make) => {
  it.each(uses)("%s", async (__, use) => {
    await using server = await loopback(({ url }, response) => {
      if (url === "/whole") response.end("whole");
      else response.write(Buffer.alloc(Number(url.slice(1))));
    });
    const script = `
      import { createSession } from "@org/http-core";
      import { ${make} } from "${from}";
      const session = createSession({ baseUrl: "${server.url}", transport: ${make}() });
      await session.get("/whole");
      for (const size of [100, 200_000]) {
        const response = await session.get(\`/\${size}\`, { stream: true });
        ${use}
      }
      console.log((await session.get("/whole")).status);`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: packageFolder });
    expect(stdout).toBe("200\n");
  });

  it("has let go while it still reads another one", async () => {
    await using server = await loopback(({ url }, response) => {
      response.write(Buffer.alloc(200_000));
      if (url === "/late") setTimeout(() => response.end("end"), 300);
    });
    const script = `
      import { createSession } from "@org/http-core";
      import { ${make} } from "${from}";
      const session = createSession({ baseUrl: "${server.url}", transport: ${make}() });
      await session.get("/endless", { stream: true });
      const response = await session.get("/late", { stream: true });
      console.log((await response.bytes()).length);`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: packageFolder });
    expect(stdout).toBe("200003\n");
  });
});
