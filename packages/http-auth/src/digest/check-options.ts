import { Secret } from "@org/http-core";
import { checkChoice, readOptions, refuseOption } from "@org/http-core/authoring";
import { readOrigins } from "../options/read-origins.js";
import { readUserText } from "../options/read-user-text.js";
import { digestHashes, type DigestHash } from "./challenge/algorithm.js";
import type { DigestQop } from "./challenge/challenge.js";
import type { DigestAuthOptions } from "./types.js";

/** The checked options, with every default filled in. */
export interface DigestSettings {
  /** Not empty. */
  readonly username: string;
  /** Not empty. */
  readonly password: Secret;
  /** Where proofs may be sent. */
  readonly origins: readonly string[];
  /** At least one. */
  readonly algorithms: readonly DigestHash[];
  /** What a digest covers if the server leaves the choice. */
  readonly qop: DigestQop;
}

const optionNames: readonly (keyof DigestAuthOptions)[] = ["username", "password", "origins", "algorithms", "qop"];

/**
 * Checks the options of `digestAuth`, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes the password
 */
export function checkOptions(options: DigestAuthOptions): DigestSettings {
  const own = readOptions(options, optionNames, "digestAuth");
  const { username, password, origins, algorithms = digestHashes, qop = "auth" } = own;
  return {
    username: refuseEmpty("username", readUserText("username", username)),
    password: new Secret(refuseEmpty("password", readUserText("password", password))),
    origins: readOrigins(origins),
    algorithms: checkAlgorithms(algorithms),
    qop: checkChoice("qop", qop, ["auth", "auth-int"]),
  };
}

function refuseEmpty(name: string, text: string): string {
  return text === "" ? refuseOption(name, "text that is not empty") : text;
}

function checkAlgorithms(value: unknown): readonly DigestHash[] {
  if (!Array.isArray(value) || value.length === 0) refuseOption("algorithms", "a list of at least one hash function");
  return value.map((item, index) => checkChoice(`algorithms[${index}]`, item, digestHashes));
}
