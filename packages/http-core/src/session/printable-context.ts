import type { CallContext } from "../middleware/call-context.js";

/** The member that `console.log` and `util.inspect` call to print an object. */
export const inspectName: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/**
 * Returns what is printed of a context: no header, body or credential. Middleware may print a context, whose options have headers
 * and bodies. Each context has this function as `toJSON` and as {@link inspectName}, so that its copies have it too.
 */
export function describeContext(this: CallContext): object {
  const { trace, auth, timeout } = this;
  return { callId: trace.callId, attempts: trace.attempts, auth: auth?.scheme.name ?? "none", timeout };
}
