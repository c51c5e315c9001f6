import { checkFault } from "./check-fault.js";
import type { Fault } from "./fault.js";

/** The faults still to strike, in the order they were added. */
export class FaultPlan {
  readonly #pending: { readonly fault: Fault; remaining: number }[] = [];

  /**
   * @throws TypeError for a fault without a path, of an unknown type, or with a member of the wrong kind
   */
  add(fault: Fault): void {
    const checked = checkFault(fault);
    this.#pending.push({ fault: checked, remaining: checked.times ?? 1 });
  }

  clear(): void {
    this.#pending.length = 0;
  }

  /** The faults that have not struck as often as they should. */
  list(): readonly Fault[] {
    return this.#pending.map(({ fault, remaining }) => ({ ...fault, times: remaining }));
  }

  /** The first fault for this request; it then has one strike less. */
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
