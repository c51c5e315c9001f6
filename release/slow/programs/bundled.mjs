// What the bundlers bundle: node main.mjs <services as JSON>
import { fetchTransport } from "@org/http-core/fetch";
import { undiciTransport } from "@org/http-core/undici";
import { everyday } from "./everyday.mjs";

const services = JSON.parse(process.argv[2]);
const results = [];
for (const make of [undefined, fetchTransport, undiciTransport]) results.push(await everyday(services, make));
process.stdout.write(results.join("\n"));
