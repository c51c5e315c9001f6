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

/** Requests with a body that can be sent again. */
export const bodyKinds: readonly RequestKind[] = [
  {
    what: "JSON",
    options: () => ({ method: "POST", json }),
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

const bodiless: RequestKind = {
  what: "a request without a body",
  options: () => ({ method: "GET" }),
  hasArrived: () => true,
};

/** Returns the title of the check that sends a kind of body. */
export function titleOf({ what }: RequestKind): string {
  return `gets ${what} accepted by its service`;
}

/** Returns a request without a body, and those of {@link bodyKinds} that the scheme can send. */
export function kindsOf({ cannot = {} }: AuthSchemeSuite): readonly RequestKind[] {
  return [bodiless, ...bodyKinds.filter((kind) => !Object.hasOwn(cannot, titleOf(kind)))];
}

const oddQuery = "odd=1&odd=2&empty=&flag&space=a%20b+c&mark=%C3%BC&raw=~*'()!,;:@/?&case=%7e";

/** Adds a query with repeated, empty and unusually encoded parameters to a URL. */
export function withOddQuery(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}${oddQuery}`;
}

/** Returns true if a URL has all parameters of the odd query. */
export function hasOddQuery(url: string): boolean {
  const actual = new URL(url).searchParams;
  const expected = new URLSearchParams(oddQuery);
  return [...expected.keys()].every((name) => actual.getAll(name).join() === expected.getAll(name).join());
}
