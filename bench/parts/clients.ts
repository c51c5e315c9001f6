import { createSession, gotTransport, type Transport } from "@org/http-core";
import { fetchTransport } from "@org/http-core/fetch";
import { nodeTransport } from "@org/http-core/node";
import { undiciTransport } from "@org/http-core/undici";
import { request as octokitRequest } from "@octokit/request";
import axios from "axios";
import got from "got";
import { Agent as HttpAgent, get, type IncomingMessage } from "node:http";
import ky from "ky";
import { ofetch } from "ofetch";
import { Agent, request } from "undici";
import { contender, type Contender } from "../harness/contender.ts";
import { benchScheme, callHeaders, sessionHeaders } from "./bench-scheme.ts";

const mostSockets = 64;
const bareHeaders = { ...sessionHeaders, ...callHeaders, authorization: "Bearer good" };

/** Creates a client that requests the small response from a server. */
type MakeClient = (url: string) => Contender;

/** The clients, each used as documented, with the same headers and the same number of kept connections. */
export const clients: ReadonlyMap<string, MakeClient> = new Map<string, MakeClient>([
  ["Session over undici", (url) => session(url, undiciTransport({ maxSockets: mostSockets }))],
  ["Session over got", (url) => session(url, gotTransport({ maxSockets: mostSockets }))],
  ["Session over node", (url) => session(url, nodeTransport({ maxSockets: mostSockets }))],
  ["Session over fetch", (url) => session(url, fetchTransport())],
  ["undici", bareUndici],
  ["got", bareGot],
  ["node", bareNode],
  ["fetch", (url) => contender("fetch", async () => (await fetch(`${url}/small`, { headers: bareHeaders })).json())],
  ["axios", bareAxios],
  ["ky", bareKy],
  ["ofetch", bareOfetch],
  ["@octokit/request", octokit],
]);

/** A typical session of an application: a scheme, an allow-list, headers to merge, a re-authentication window. */
function session(url: string, transport: Transport): Contender {
  const ours = createSession({
    baseUrl: url,
    auth: benchScheme(url),
    hosts: [new URL(url).host],
    headers: sessionHeaders,
    transport,
  });
  const once = async (): Promise<unknown> => (await ours.get("/small", { headers: callHeaders })).json();
  return contender("session", once, async () => {
    await ours.close();
    await transport.close?.();
  });
}

function bareUndici(url: string): Contender {
  const dispatcher = new Agent({ connections: mostSockets, pipelining: 1 });
  const once = async (): Promise<unknown> => {
    const { body } = await request(`${url}/small`, { headers: bareHeaders, dispatcher });
    return body.json();
  };
  return contender("undici", once, () => dispatcher.close());
}

function bareGot(url: string): Contender {
  const http = new HttpAgent({ keepAlive: true, maxSockets: mostSockets });
  const client = got.extend({ headers: bareHeaders, agent: { http } });
  return contender(
    "got",
    () => client.get(`${url}/small`).json(),
    () => http.destroy(),
  );
}

function bareNode(url: string): Contender {
  const agent = new HttpAgent({ keepAlive: true, maxSockets: mostSockets });
  const once = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const onResponse = (response: IncomingMessage): void => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
        response.on("error", reject);
      };
      get(`${url}/small`, { headers: bareHeaders, agent }, onResponse).on("error", reject);
    });
  return contender("node", once, () => agent.destroy());
}

function bareAxios(url: string): Contender {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: mostSockets });
  const client = axios.create({ headers: bareHeaders, httpAgent });
  return contender(
    "axios",
    async () => (await client.get(`${url}/small`)).data as unknown,
    () => httpAgent.destroy(),
  );
}

function bareKy(url: string): Contender {
  const client = ky.create({ headers: bareHeaders });
  return contender("ky", () => client.get(`${url}/small`).json());
}

function bareOfetch(url: string): Contender {
  const client = ofetch.create({ headers: bareHeaders });
  return contender("ofetch", () => client(`${url}/small`));
}

function octokit(url: string): Contender {
  const client = octokitRequest.defaults({ baseUrl: url, headers: bareHeaders });
  return contender("@octokit/request", async () => (await client("GET /small")).data as unknown);
}
