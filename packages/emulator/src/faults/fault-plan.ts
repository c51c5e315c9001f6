/** What goes wrong. */
export type FaultKind =
  /** Answers with this status instead of asking the service. */
  | {
      readonly type: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Waits, then answers as usual. */
  | { readonly type: "slow"; readonly delayMs: number }
  /** Answers as usual, but cuts the connection after `bytes` of the body (default: half of it). */
  | { readonly type: "truncate"; readonly bytes?: number }
  /** Resets the connection; with `handled` only after the service has acted on the request. */
  | { readonly type: "reset"; readonly handled?: boolean }
  | { readonly type: "redirect"; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  /** Answers with a web page, as a proxy or a login wall does. */
  | { readonly type: "html"; readonly status?: number; readonly body?: string };

/** A fault, and the requests it strikes. */
export type Fault = FaultKind & {
  /** Default: any method. */
  readonly method?: string;
  /** A path without its query; a trailing `*` stands for any rest. */
  readonly path: string;
  /** How many requests it strikes. Default: 1. */
  readonly times?: number;
};

/** The faults still to strike, in the order they were added. */
export class FaultPlan {
  readonly #waiting: { readonly fault: Fault; left: number }[] = [];

  /**
   * @throws TypeError for a fault without a path, of an unknown type, or with a member of the wrong kind
   */
  add(fault: Fault): void {
    const checked = checkFault(fault);
    this.#waiting.push({ fault: checked, left: checked.times ?? 1 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** The faults that have not struck as often as they should. */
  list(): readonly Fault[] {
    return this.#waiting.map(({ fault, left }) => ({ ...fault, times: left }));
  }

  /** The first fault for this request; it then has one strike less. */
  take(method: string, path: string): Fault | undefined {
    const index = this.#waiting.findIndex(({ fault }) => strikes(fault, method, path));
    const entry = this.#waiting[index];
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left === 0) this.#waiting.splice(index, 1);
    return entry.fault;
  }
}

function strikes(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return fault.path.endsWith("*") ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path;
}

type Check = (value: unknown) => boolean;

const isStatus: Check = (value) => Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599;
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isHeaders: Check = (value) => typeof value === "object" && value !== null && Object.values(value).every(isText);
const isRedirect: Check = (value) => [301, 302, 303, 307, 308].includes(value as number);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const members: Readonly<Record<FaultKind["type"], Readonly<Record<string, Check>>>> = {
  status: { status: isStatus, headers: optional(isHeaders), body: optional(isText) },
  slow: { delayMs: isCount },
  truncate: { bytes: optional(isCount) },
  reset: { handled: optional(isFlag) },
  redirect: { status: isRedirect, location: isText },
  html: { status: optional(isStatus), body: optional(isText) },
};

const common: Readonly<Record<string, Check>> = {
  path: isText,
  method: optional(isText),
  times: optional((value) => isCount(value) && value !== 0),
};

/**
 * Checks what came in from outside.
 *
 * @throws TypeError that names the wrong member
 */
export function checkFault(value: unknown): Fault {
  if (typeof value !== "object" || value === null) throw new TypeError("A fault is an object");
  const fault = value as Record<string, unknown>;
  const known = Object.hasOwn(members, String(fault["type"])) ? members[fault["type"] as FaultKind["type"]] : undefined;
  if (known === undefined) throw new TypeError(`A fault's type is one of ${Object.keys(members).join(", ")}`);
  const checks: Readonly<Record<string, Check>> = { ...common, ...known };
  for (const [name, check] of Object.entries(checks)) {
    if (!check(fault[name])) throw new TypeError(`A ${String(fault["type"])} fault needs a proper "${name}"`);
  }
  const unknown = Object.keys(fault).find((name) => name !== "type" && !Object.hasOwn(checks, name));
  if (unknown !== undefined) throw new TypeError(`A ${String(fault["type"])} fault has no "${unknown}"`);
  return value as Fault;
}
