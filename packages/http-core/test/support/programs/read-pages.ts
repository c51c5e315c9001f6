import { createResponse, createSession, paginate, type NextPage, type Transport } from "@org/http-core";

const api = "https://api.example.com";

/** Reads a list by cursors, and one by links, and returns the requests. */
export async function run(): Promise<unknown> {
  const sent: unknown[] = [];
  const transport: Transport = {
    async send({ method, url, headers, body }) {
      sent.push([method, url, [...headers], body === undefined ? "no body" : "a body"]);
      const link = url === `${api}/linked` ? { link: "</linked?page=2>; rel=next" } : {};
      return createResponse({ status: 200, url, headers: new Headers(link) });
    },
  };
  const session = createSession({ baseUrl: api, transport });
  let count = 0;
  const next = (): NextPage | undefined => (++count === 1 ? { params: { cursor: "b" } } : undefined);
  for await (const _page of paginate(session, "/things", { next }));
  for await (const _page of paginate(session, "/linked"));
  return sent;
}
