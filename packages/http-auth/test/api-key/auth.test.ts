import { testAuthScheme } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { apiKeyAuth, type ApiKeyAuthOptions, type ApiKeyLocation } from "../../src/index.js";
import { startLoopback, type ReceivedRequest } from "../support/loopback.js";
import { openSession } from "../support/open-session.js";

const origin = "https://api.example.com";
const [right, wrong] = ["right-key-19aa", "wrong-key-77bc"];

const names: Readonly<Record<ApiKeyLocation, string>> = { header: "X-API-Key", query: "api_key", cookie: "api-key" };

describe.each(Object.keys(names) as ApiKeyLocation[])("in the %s", (location) => {
  const name = names[location];
  testAuthScheme({
    name: `api-key in the ${location}`,
    runner: { describe, it },
    maxCheckMs: 60_000,
    optionNames: ["prefix"],
    make: ({ wrongSecret }) => {
      const key = wrongSecret ? wrong : right;
      return {
        scheme: apiKeyAuth({ key, name, in: location, origins: [origin] }),
        protectedUrl: `${origin}/things?page=1`,
        secrets: () => [key],
        service: ({ url, headers }) => {
          if (!url.startsWith(origin)) return undefined;
          const cookies = headers.get("cookie")?.split("; ") ?? [];
          const given = {
            header: headers.get(name),
            query: new URL(url).searchParams.get(name),
            cookie: cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1),
          };
          return given[location] === right ? { body: [] } : { status: 401 };
        },
      };
    },
  });
});

async function sendOne(
  options: Omit<ApiKeyAuthOptions, "origins">,
  path: string,
  headers = {},
): Promise<ReceivedRequest> {
  const server = await startLoopback((_request, response) => response.end());
  await openSession(apiKeyAuth({ ...options, origins: [server.origin] }), server.origin).get(path, { headers });
  const [request] = server.requests;
  if (request === undefined) throw new Error("nothing was received");
  return request;
}

describe("on the wire", () => {
  it("has its prefix in a header", async () => {
    const { headers } = await sendOne({ key: "k 1", name: "Authorization", prefix: "Token " }, "/");
    expect(headers.authorization).toBe("Token k 1");
  });

  it.each([
    ["/a", "/a?api_key=k%20%26%C3%BC"],
    ["/a?", "/a?api_key=k%20%26%C3%BC"],
    ["/a?x=1&y", "/a?x=1&y&api_key=k%20%26%C3%BC"],
    ["/a?x=%7e+%2B&&q=a?b&api_key=old&api%5Fkey=older", "/a?x=%7e+%2B&&q=a?b&api_key=k%20%26%C3%BC"],
    ["/a??api_key=1", "/a??api_key=1&api_key=k%20%26%C3%BC"],
  ])("leaves the rest of a query as it is: %s", async (path, expected) => {
    expect((await sendOne({ key: "k &\u00fc", name: "api_key", in: "query" }, path)).url).toBe(expected);
  });

  it("joins the cookies of the session and of the call, and replaces its own name", async () => {
    const server = await startLoopback((_request, response) => {
      response.writeHead(200, { "Set-Cookie": ["sid=1", "key=stolen"] }).end();
    });
    const session = openSession(
      apiKeyAuth({ key: "k", name: "key", in: "cookie", origins: [server.origin] }),
      server.origin,
    );
    await session.get("/");
    await session.get("/");
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual(["key=k", "sid=1; key=k"]);
  });
});

it("sends a wrong key once for each permit of the re-authentication window, and then no more", async () => {
  const server = await startLoopback((_request, response) => response.writeHead(401).end());
  const auth = apiKeyAuth({ key: wrong, name: "X-API-Key", origins: [server.origin] });
  const session = openSession(auth, server.origin, { retryWindow: { limit: 1 } });
  await expect(session.get("/")).rejects.toMatchObject({ code: "HTTP_STATUS", status: 401 });
  await expect(session.get("/")).rejects.toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
  expect(server.requests).toHaveLength(1);
});
