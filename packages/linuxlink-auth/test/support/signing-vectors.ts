import { readFileSync } from "node:fs";
import type { ParamScalar } from "../../src/python-format/text.js";

/** One request as the original Python client signed and sent it. */
export interface SigningVector {
  readonly name: string;
  readonly why: string;
  readonly email: string;
  readonly key: string;
  readonly server: string;
  readonly method: string;
  readonly resource: string;
  readonly params: readonly (readonly [string, ParamScalar | readonly ParamScalar[]])[];
  readonly expect: {
    readonly hmac_msg: string;
    readonly hmac_msg_base64: string;
    readonly signature: string;
    readonly wire_url: string;
    readonly wire_body: string | null;
    readonly content_type: string | null;
  };
}

/** Every recorded request. */
export const signingVectors: readonly SigningVector[] = JSON.parse(
  readFileSync(new URL("../vectors/linuxlink-signing.json", import.meta.url), "utf8"),
);
