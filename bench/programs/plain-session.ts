// A session over got with its defaults, in its own process: node plain-session.ts URL [loaded]. With the word, the features
// that it does not use are loaded as well. It replies to each line `times atOnce` with the CPU and wall microseconds of that
// many requests.
import { createSession } from "@org/http-core";
import { createInterface } from "node:readline";
import { contender } from "../harness/contender.ts";

const [baseUrl = "", more] = process.argv.slice(2);
const session = createSession({ baseUrl });
if (more === "loaded") await loadFeatures();
const client = contender("session", () => session.get("/small").json());

for await (const line of createInterface(process.stdin)) {
  const [times = 0, atOnce = 0] = line.split(" ").map(Number);
  const { cpuUs, wallUs } = await client.run(times, atOnce);
  console.log(`${cpuUs} ${wallUs}`);
}
await session.close();

/** Loads pages, downloads, forms with files, the standard schemes, and what prints a request for curl. */
async function loadFeatures(): Promise<void> {
  const { downloadFile, fileBody, multipartBody, paginate } = await import("@org/http-core");
  const { apiKeyAuth, basicAuth, bearerAuth, digestAuth } = await import("@org/http-auth");
  const features = [downloadFile, fileBody, multipartBody, paginate, apiKeyAuth, basicAuth, bearerAuth, digestAuth];
  if (features.some((feature) => typeof feature !== "function")) throw new TypeError("A feature is missing");
  (await session.prepare("/small")).toCurl();
}
