import { checkFault } from "./check-fault.js";
import type { Fault } from "./fault.js";

/** The faults that are still to be injected, in the order in which they were added. */
export class FaultPlan {
  readonly #pending: { readonly fault: Fault; remaining: number }[] = [];

  /**
   * Adds a fault.
   *
   * @throws TypeError for a fault without a path, with an unknown type, or with an invalid or unknown member
   */
  add(fault: Fault): void {
    const checked = checkFault(fault);
    this.#pending.push({ fault: checked, remaining: checked.times ?? 1 });
  }

  /** Removes all faults. */
  clear(): void {
    this.#pending.length = 0;
  }

  /** Returns the pending faults; `times` is the number of requests that will still get the fault. */
  list(): readonly Fault[] {
    return this.#pending.map(({ fault, remaining }) => ({ ...fault, times: remaining }));
  }

  /** Takes the first fault that matches a request, and counts it as used once. */
  take(method: string, path: string): Fault | undefined {
    const index = this.#pending.findIndex(({ fault }) => matches(fault, method, path));
    const entry = this.#pending[index];
    if (entry === undefined) return undefined;
    entry.remaining -= 1;
    if (entry.remaining === 0) this.#pending.splice(index, 1);
    return entry.fault;
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return fault.path.endsWith("*") ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path;
}
