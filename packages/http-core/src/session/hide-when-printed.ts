import type { CallContext } from "../middleware/call-context.js";

/** A context that can be printed: middleware may do so, and the call's options have headers and bodies. */
class PrintableContext {
  declare readonly trace: CallContext["trace"];
  declare readonly auth: CallContext["auth"];
  declare readonly timeout: CallContext["timeout"];

  /** What is printed of a context: no header, body or credential. */
  toJSON(): object {
    const { trace, auth, timeout } = this;
    return { callId: trace.callId, attempts: trace.attempts, auth: auth?.scheme.name ?? "none", timeout };
  }
}

Object.defineProperty(PrintableContext.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: PrintableContext) {
    return this.toJSON();
  },
});

/**
 * Makes a context show no secret when it is printed.
 *
 * @param context - a new object, which nobody else has yet
 * @returns the same object
 */
export function hideWhenPrinted(context: CallContext): CallContext {
  return Object.setPrototypeOf(context, PrintableContext.prototype) as CallContext;
}
