// One client in its own process: node client.ts NAME URL. It replies to each line `times atOnce` with the CPU and wall
// microseconds of that many requests.
import { createInterface } from "node:readline";
import { clients } from "../parts/clients.ts";

const [name = "", url = ""] = process.argv.slice(2);
const client = clients.get(name)?.(url);
if (client === undefined) throw new RangeError(`There is no client ${name}`);

for await (const line of createInterface(process.stdin)) {
  const [times = 0, atOnce = 0] = line.split(" ").map(Number);
  const { cpuUs, wallUs } = await client.run(times, atOnce);
  console.log(`${cpuUs} ${wallUs}`);
}
await client.close?.();
