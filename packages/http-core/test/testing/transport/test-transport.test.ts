import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  createResponse,
  gotTransport,
  TransportError,
  type HttpRequest,
  type HttpResponse,
  type Transport,
  type TransportOptions,
} from "../../../src/index.js";
import { factoryBody } from "../../../src/http/body/create-body.js";
import { createRequest } from "../../../src/http/request.js";
import { testTransport } from "../../../src/testing/index.js";
import { certificates as makeCertificates } from "../../support/certificates.js";

type Make = (options?: TransportOptions) => Transport;
const certificates = await makeCertificates();

/** Runs one check of the suite by itself, and answers what it failed with. */
async function failure(title: string, make: Make): Promise<unknown> {
  const checks = new Map<string, () => Promise<void> | void>();
  testTransport({
    name: "broken",
    make,
    certificates,
    runner: { describe: (_, body) => body(), it: (name, body) => void checks.set(name, body) },
  });
  const check = checks.get(title);
  if (check === undefined) throw new Error(`The suite has no check "${title}"`);
  try {
    await check();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** got's transport with its `send` done wrong. */
function broken(wrong: (send: Transport["send"]) => Transport["send"]): Make {
  return (options) => {
    const inner = gotTransport(options);
    return { send: wrong((request, context) => inner.send(request, context)), close: async () => inner.close?.() };
  };
}

/** got's transport with its answers spoilt. */
function spoilt(change: (response: HttpResponse) => Promise<Partial<Pick<HttpResponse, "status" | "headers">>>): Make {
  return broken((send) => async (request, context) => {
    const response = await send(request, context);
    const body = await response.bytes();
    const { status, headers, url } = response;
    return createResponse({ status, headers, url, body, ...(await change(response)) });
  });
}

/** Ends a body where its source fails, as if it had been all there is. */
function endedEarly(request: HttpRequest): HttpRequest {
  const { body } = request;
  return body === undefined
    ? request
    : createRequest({ ...request, headers: request.headers, body: factoryBody(() => swallowed(body.open())) });
}

async function* swallowed(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* source;
  } catch {
    return;
  }
}

function fault({ method, url }: HttpRequest, message: string): TransportError {
  return new TransportError("TRANSPORT_FAILED", message, { method, url, phase: "send", bytesSent: "unknown" });
}

const defects: readonly (readonly [defect: string, check: string, make: Make])[] = [
  [
    "completes a request whose source failed, and complains afterwards",
    "stops an upload whose source fails, and sends no complete request",
    broken((send) => async (request, context) => {
      await (await send(endedEarly(request), context)).bytes();
      throw fault(request, "the source failed");
    }),
  ],
  [
    "takes a failed source for the end of a body",
    "stops an upload whose source fails, and sends no complete request",
    broken((send) => (request, context) => send(endedEarly(request), context)),
  ],
  [
    "does not heed a signal that has aborted",
    "sends nothing where the signal has aborted already",
    broken((send) => (request, context) => send(request, { ...context, signal: new AbortController().signal })),
  ],
  [
    "rejects with what its library threw",
    "says that nothing was sent where no connection could be made",
    broken((send) => async (request, context) => {
      try {
        return await send(request, context);
      } catch {
        throw new Error("connect ECONNREFUSED");
      }
    }),
  ],
  [
    "puts the request into its errors",
    "shows no header value in an error",
    broken((send) => async (request, context) => {
      try {
        return await send(request, context);
      } catch {
        throw fault(request, `failed with ${request.headers.get("authorization")}`);
      }
    }),
  ],
  [
    "hides a redirect",
    "returns a 301 as it is, without following or throwing",
    spoilt(async ({ status }) => (status === 301 ? { status: 200 } : {})),
  ],
  [
    "joins the repeats of a header",
    "keeps every value of a repeated response header",
    spoilt(async ({ headers }) => ({ headers: new Headers(Object.entries(Object.fromEntries(headers))) })),
  ],
  [
    "decodes an answer by itself",
    "hands an encoded body over as it came",
    broken((send) => async (request, context) => {
      const response = await send(request, context);
      const { status, headers, url } = response;
      return createResponse({ status, headers, url, body: gunzipSync(await response.bytes()) });
    }),
  ],
  [
    "opens a connection for every request",
    "keeps connections alive, and closes them in close()",
    broken(() => (request, context) => gotTransport().send(request, context)),
  ],
  [
    "trusts whoever answers",
    "refuses a self-signed certificate before anything is sent",
    (options) => gotTransport({ ...options, insecure: true }),
  ],
  ["forgets its own authority", "trusts an authority of its own besides the usual ones", () => gotTransport()],
];

describe("the suite notices a transport that", () => {
  it.each(defects)("%s", async (_, check, make) => {
    expect(await failure(check, make)).toBeInstanceOf(Error);
    expect(await failure(check, gotTransport)).toBeUndefined();
  });
});
