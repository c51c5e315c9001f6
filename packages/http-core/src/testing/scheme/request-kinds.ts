import type { RequestOptions } from "../../options/options.js";
import type { ReceivedRequest } from "../memory-transport.js";
import type { AuthSchemeSuite } from "./suite.js";

/** A kind of request that a service receives. */
export interface RequestKind {
  /** What is sent, for titles. */
  readonly what: string;
  /** Makes the options of the call. */
  readonly options: () => RequestOptions;
  /** Returns true if the service received all of it. */
  readonly hasArrived: (request: ReceivedRequest) => boolean;
}

const json = { text: "ü & \u6f22", list: [1, 2], empty: null };
const form = { text: "ü & 1=2", list: ["1", "2"], empty: "" };
const fileBytes = Buffer.alloc(200_000, "0123456789abcdef");

/** Requests that a service may receive, other than a GET. Each can be sent again. */
export const postKinds: readonly RequestKind[] = [
  {
    what: "a POST without a body",
    options: () => ({ method: "POST" }),
    hasArrived: () => true,
  },
  {
    what: "JSON",
    options: () => ({ method: "POST", json }),
    hasArrived: ({ body }) => Buffer.from(body).toString() === JSON.stringify(json),
  },
  {
    what: "JSON by PUT",
    options: () => ({ method: "PUT", json }),
    hasArrived: ({ body }) => Buffer.from(body).toString() === JSON.stringify(json),
  },
  {
    what: "a form",
    options: () => ({ method: "POST", form }),
    hasArrived: ({ body }) => {
      const fields = new URLSearchParams(Buffer.from(body).toString());
      return Object.entries(form).every(([name, value]) => fields.getAll(name).join() === [value].flat().join());
    },
  },
  {
    what: "a file",
    options: () => ({ method: "POST", body: { replayable: true, length: fileBytes.length, open: openFile } }),
    hasArrived: ({ body }) => fileBytes.equals(body),
  },
];

async function* openFile(): AsyncIterable<Uint8Array> {
  for (let at = 0; at < fileBytes.length; at += 65_536) yield fileBytes.subarray(at, at + 65_536);
}

const get: RequestKind = {
  what: "a GET",
  options: () => ({ method: "GET" }),
  hasArrived: () => true,
};

/** Returns the title of the check that sends a kind of request. */
export function titleOf({ what }: RequestKind): string {
  return `gets ${what} accepted by its service`;
}

/** Returns a GET, and those of {@link postKinds} that the scheme can send. */
export function kindsOf({ cannot = {} }: AuthSchemeSuite): readonly RequestKind[] {
  return [get, ...postKinds.filter((kind) => !Object.hasOwn(cannot, titleOf(kind)))];
}

/** The body of {@link oneShotOptions}. */
export const oneShotText = "a stream that can be read once";

/**
 * Makes a POST of a stream that can be read once.
 *
 * @param onOpen - called when the stream is read
 */
export function oneShotOptions(onOpen: () => void = () => {}): RequestOptions {
  async function* once(): AsyncIterable<Uint8Array> {
    onOpen();
    yield Buffer.from(oneShotText);
  }
  return { method: "POST", body: once() };
}
