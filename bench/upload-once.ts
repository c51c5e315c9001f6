// Uploads two files one after the other, and prints the peak memory after each.
import { gotTransport } from "@org/http-core";
import { nodeTransport } from "@org/http-core/node";
import { undiciTransport } from "@org/http-core/undici";
import { createVigiles } from "@org/vigiles";

type TransportName = "got" | "node" | "undici";
const [transportName, url, small, large] = process.argv.slice(2) as [TransportName, string, string, string];

let peakBytes = 0;
const sample = (): void => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
};
const timer = setInterval(sample, 2);

const transports = { got: gotTransport, node: nodeTransport, undici: undiciTransport };
const transport = transports[transportName]();
const client = createVigiles({ email: "user@example.com", key: "secret-key", url, edition: "groups", transport });

async function peakAfter(file: string): Promise<number> {
  await client.manifests.upload({ file });
  sample();
  return peakBytes;
}

const smallPeakBytes = await peakAfter(small);
const startMs = performance.now();
const largePeakBytes = await peakAfter(large);
const tookMs = performance.now() - startMs;
clearInterval(timer);
await client.close();
await transport.close?.();
console.log(JSON.stringify({ smallPeakBytes, largePeakBytes, tookMs }));
