// Does what every consumer does, over one transport: node run-everyday.mjs <transport> <services as JSON>
import { fetchTransport } from "@org/http-core/fetch";
import { nodeTransport } from "@org/http-core/node";
import { undiciTransport } from "@org/http-core/undici";
import { everyday } from "./everyday.mjs";

const [name, services] = process.argv.slice(2);
const makers = { default: undefined, fetch: fetchTransport, node: nodeTransport, undici: undiciTransport };
process.stdout.write(await everyday(JSON.parse(services), makers[name]));
