import type { SoakSettings } from "./settings.ts";

/** An error with which the kernel ends an open connection, as Node reports it. */
export interface KernelError {
  readonly code: string;
  /** The system call that reports the error. */
  readonly syscall: "read" | "write";
}

/** What happens to a request with a fault. */
export interface Fault {
  /** Whether the server has acted on the request by then. */
  readonly acted: boolean;
  /** How the client's kernel ends the connection, after the server has received the whole request. */
  readonly kernelError?: KernelError;
}

const all = {
  reset: { acted: false },
  "reset after acting": { acted: true },
  "status 500": { acted: false },
  "status 401": { acted: false },
  slow: { acted: true },
  "truncated answer": { acted: true },
  ETIMEDOUT: { acted: true, kernelError: { code: "ETIMEDOUT", syscall: "read" } },
  EHOSTUNREACH: { acted: true, kernelError: { code: "EHOSTUNREACH", syscall: "read" } },
  ENETUNREACH: { acted: true, kernelError: { code: "ENETUNREACH", syscall: "read" } },
  EPIPE: { acted: true, kernelError: { code: "EPIPE", syscall: "write" } },
  ECONNRESET: { acted: true, kernelError: { code: "ECONNRESET", syscall: "read" } },
  "ETIMEDOUT within the answer": { acted: true, kernelError: { code: "ETIMEDOUT", syscall: "read" } },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultKind = keyof typeof all;

/** The faults, by kind. */
export const faultKinds: Readonly<Record<FaultKind, Fault>> = all;

const kinds = Object.keys(all) as readonly FaultKind[];

/**
 * Chooses the fault for the first delivery of a request; later deliveries are served.
 *
 * @param settings - the share of faults, and the seed
 * @param id - of the request
 * @returns `undefined` for a request that is served at once
 */
export function faultOf({ faults, seed }: Pick<SoakSettings, "faults" | "seed">, id: number): FaultKind | undefined {
  const drawn = draw(seed, id) * 100;
  return drawn < faults ? kinds[Math.floor((drawn / faults) * kinds.length)] : undefined;
}

/** GET and POST alternate. */
export function methodOf(id: number): "GET" | "POST" {
  return id % 2 === 0 ? "GET" : "POST";
}

/** Computes a number from 0 to 1 from seed and index (the finalizer of MurmurHash3). */
function draw(seed: number, index: number): number {
  let bits = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca77);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
