import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SpanStatusCode } from "@opentelemetry/api";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from "@opentelemetry/sdk-trace";
import { createSession, Secret, type AuthScheme } from "@org/http-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { traceCalls } from "../opentelemetry.js";

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const answers: number[] = [];
const server = createServer((_, response) => response.writeHead(answers.shift() ?? 200).end());
let url: string;
let stop: () => void;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => void (stop = traceCalls(provider.getTracer("test"))));
afterEach(() => {
  stop();
  exporter.reset();
});

function scheme(): AuthScheme<Secret> {
  return {
    name: "token",
    origins: [url],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: "user", secret: new Secret("canary-password") }),
    acquire: async () => ({ value: new Secret("canary-token") }),
    apply: (request, token) => request.with({ headers: { authorization: `Token ${token.reveal()}` } }),
  };
}

async function spansOf(statuses: readonly number[], path = "/x"): Promise<readonly ReadableSpan[]> {
  answers.push(...statuses);
  await using session = createSession({
    baseUrl: url,
    auth: scheme(),
    throwHttpErrors: false,
    retry: { baseDelayMs: 1 },
  });
  await session.get(path).catch(() => {});
  return exporter.getFinishedSpans();
}

describe("the spans of calls", () => {
  it("name method, address and status", async () => {
    const [span] = await spansOf([200], "/x?token=canary-query");
    expect(span?.name).toBe("GET");
    expect(span?.attributes).toMatchObject({ "http.request.method": "GET", "http.response.status_code": 200 });
    expect(span?.attributes["server.address"]).toBe("127.0.0.1");
    expect(span?.status.code).toBe(SpanStatusCode.UNSET);
  });

  it("show repeats and re-authentications as events of the call they belong to", async () => {
    const [span, ...more] = await spansOf([503, 401, 200]);
    expect(more).toEqual([]);
    expect(span?.events.map(({ name }) => name)).toEqual(["retry", "reauthentication"]);
    expect(span?.attributes["http.request.resend_count"]).toBe(2);
  });

  it("are marked as errors where the call failed", async () => {
    const [span] = await spansOf([404]);
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes["error.type"]).toBe("404");
  });

  it("carry no secret", async () => {
    const spans = await spansOf([401, 200], "/x?token=canary-query");
    const text = JSON.stringify(
      spans.map(({ name, attributes, events, status }) => [name, attributes, events, status]),
    );
    expect(text).toContain("reauthentication");
    expect(text).not.toContain("canary");
  });
});
