import { checkFault } from "./check-fault.js";
import type { Fault } from "./fault.js";

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
