import { isRecord, parseJson } from "../../authoring/json.js";
import type { MemoryResponse } from "../memory-transport.js";

/** A response to a login as a service in trouble may send it. */
export interface MalformedResponse {
  /** What is wrong with it. */
  readonly what: string;
  /** The response. */
  readonly response: MemoryResponse;
}

/** A text that only malformed responses contain, and that no error may quote. */
export const canary = "c4n4ry-of-a-response";

const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };

/**
 * Makes malformed responses from a good one.
 *
 * @param good - the body of the response that the login needs
 */
export function malformedResponses(good: Uint8Array): readonly MalformedResponse[] {
  const text = Buffer.from(good).toString();
  const whole: readonly MalformedResponse[] = [
    { what: "an empty body", response: { status: 200 } },
    { what: "a page of HTML", response: { status: 200, headers: html, body: `<html>${canary}</html>` } },
    { what: "truncated JSON", response: { status: 200, headers: json, body: `{"${canary}":"${text}` } },
    { what: "the JSON value null", response: { status: 200, headers: json, body: "null" } },
    { what: "a list", response: { status: 200, headers: json, body: JSON.stringify([canary]) } },
    { what: "a text", response: { status: 200, headers: json, body: JSON.stringify(canary) } },
    { what: "an empty object", response: { status: 200, headers: json, body: "{}" } },
    { what: "status 500", response: { status: 500, headers: html, body: `<html>${canary}</html>` } },
  ];
  return [...whole, ...changedMembers(parseJson(text))];
}

/** Values that a member of a response must not have. */
const wrongValues: readonly (readonly [what: string, value: unknown])[] = [
  ["missing", undefined],
  ["null", null],
  ["an object", { [canary]: canary }],
  ["a text with a line break", `${canary}\r\nx-injected: 1`],
  ["a text beyond ASCII", `${canary}\u6f22`],
];

/** One response for each member of an object and each value that it must not have. */
function changedMembers(value: unknown): readonly MalformedResponse[] {
  if (!isRecord(value)) return [];
  return Object.keys(value).flatMap((name) =>
    wrongValues.map(([what, wrong]) => ({
      what: `"${name}" ${what === "missing" ? what : `as ${what}`}`,
      response: { status: 200, headers: json, body: JSON.stringify({ ...value, [name]: wrong }) },
    })),
  );
}
