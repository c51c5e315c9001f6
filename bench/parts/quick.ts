import { createLinuxLink } from "@org/linuxlink-auth";
import { execFileSync } from "node:child_process";
import { allocatedBytes } from "../harness/allocations.ts";
import { repeated } from "../harness/contender.ts";
import type { Findings, Part, Row } from "../harness/part.ts";
import { figureOf } from "../harness/statistics.ts";
import { signSmall } from "./signing.ts";
import { fullCall } from "./wrapper.ts";

const warmUp = 3_000;
const times = 2_000;
const packages = ["@org/http-core", "@org/linuxlink-auth", "@org/vigiles"];

/** Counts that hardly depend on the machine: allocated bytes and loaded modules. */
export const quick: Part = {
  name: "quick",
  title: "The guard",
  method:
    "Counts instead of times: bytes allocated for each call, and modules loaded by an import, including Node's own. `pnpm bench --quick` compares them with the recorded figures.",
  run,
};

async function run(): Promise<Findings> {
  const account = { email: "user@example.com", key: "0123456789abcdef", url: "https://vigiles.lynx.com" };
  const client = createLinuxLink({ ...account, dryRun: true, logLevel: "silent" });
  const dryRun = (): Promise<unknown> => client.get("/api/v1/vigiles/heartbeat", { limit: 3 });
  return {
    rows: [
      await allocations("A call of a session with a scheme", fullCall()),
      await allocations("A small signature", signSmall),
      await allocations("A dry run of a small call", dryRun),
      ...packages.map(modules),
    ],
  };
}

async function allocations(work: string, once: () => unknown): Promise<Row> {
  await repeated(once, warmUp, 1);
  return { work: `${work}: allocated`, unit: "bytes", figure: figureOf([await allocatedBytes(once, times)]) };
}

function modules(name: string): Row {
  const url = JSON.stringify(import.meta.resolve(name));
  const code = `const before = process.moduleLoadList.length; await import(${url});
    console.log(process.moduleLoadList.length - before)`;
  const count = Number(execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" }));
  return { work: `import '${name}': modules of Node`, unit: "", figure: figureOf([count]) };
}
