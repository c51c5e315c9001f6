import { createSession, gotTransport, type Transport } from "@org/http-core";
import { undiciTransport } from "@org/http-core/undici";
import { request as octokitRequest } from "@octokit/request";
import axios from "axios";
import got from "got";
import { Agent as HttpAgent } from "node:http";
import ky from "ky";
import { ofetch } from "ofetch";
import { Agent, request } from "undici";
import { contender, type Contender } from "../harness/contender.ts";
import { benchScheme, callHeaders, sessionHeaders } from "./bench-scheme.ts";

const mostSockets = 64;
const bareHeaders = { ...sessionHeaders, ...callHeaders, authorization: "Bearer good" };

/** A session as an application has it: a scheme, an allow-list, headers to merge, the retry window armed. */
function sessionClient(name: string, url: string, transport: Transport): Contender {
  const session = createSession({
    baseUrl: url,
    auth: benchScheme(url),
    hosts: [new URL(url).host],
    headers: sessionHeaders,
    transport,
  });
  const once = async (): Promise<unknown> => (await session.get("/small", { headers: callHeaders })).json();
  return contender(name, once, async () => {
    await session.close();
    await transport.close?.();
  });
}

/** The session over its fast and over its default transport. */
export function sessions(url: string): readonly Contender[] {
  return [
    sessionClient("Session over undici", url, undiciTransport({ maxSockets: mostSockets })),
    sessionClient("Session over got", url, gotTransport({ maxSockets: mostSockets })),
  ];
}

/** Bare undici; under another name it is the control: a thing against itself. */
export function bareUndici(name: string, url: string): Contender {
  const dispatcher = new Agent({ connections: mostSockets, pipelining: 1 });
  const once = async (): Promise<unknown> => {
    const { body } = await request(`${url}/small`, { headers: bareHeaders, dispatcher });
    return body.json();
  };
  return contender(name, once, () => dispatcher.close());
}

/** The peers, each as its documentation uses it, with the same headers. */
export function peers(url: string): readonly Contender[] {
  const target = `${url}/small`;
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: mostSockets });
  const bareGot = got.extend({ headers: bareHeaders, agent: { http: httpAgent } });
  const axiosClient = axios.create({ headers: bareHeaders, httpAgent });
  const kyClient = ky.create({ headers: bareHeaders });
  const ofetchClient = ofetch.create({ headers: bareHeaders });
  const octokit = octokitRequest.defaults({ baseUrl: url, headers: bareHeaders });
  return [
    contender(
      "got",
      () => bareGot.get(target).json(),
      () => httpAgent.destroy(),
    ),
    contender("fetch", async () => (await fetch(target, { headers: bareHeaders })).json()),
    contender("axios", async () => (await axiosClient.get(target)).data as unknown),
    contender("ky", () => kyClient.get(target).json()),
    contender("ofetch", () => ofetchClient(target)),
    contender("@octokit/request", async () => (await octokit("GET /small")).data as unknown),
  ];
}
