// A session and the bare client below it, in this process: node pair.ts TRANSPORT URL AT_ONCE [ROUNDS]. It prints the CPU
// microseconds for a request in each round, as JSON.
import { interleaved } from "../harness/rounds.ts";
import { clients } from "../parts/clients.ts";

const [transport = "", url = "", atOnce = "1", rounds = "24"] = process.argv.slice(2);
const pair = [transport, `Session over ${transport}`].map((name) => {
  const client = clients.get(name)?.(url);
  if (client === undefined) throw new RangeError(`There is no client ${name}`);
  return { ...client, name };
});
const settings = { budgetMs: 90_000, atOnce: Number(atOnce), times: 1_000, warmUp: 20_000, mostRounds: Number(rounds) };
console.log(JSON.stringify(Object.fromEntries(await interleaved(pair, settings))));
for (const each of pair) await each.close?.();
