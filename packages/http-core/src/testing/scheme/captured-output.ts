const methods = ["debug", "dir", "error", "info", "log", "table", "trace", "warn"] as const;

/**
 * Keeps what is written to standard output and standard error, or by `console`, while something runs. It is written as well.
 *
 * @param run - what may write
 * @returns the texts
 */
export async function captureOutput(run: () => Promise<void>): Promise<readonly string[]> {
  const texts: string[] = [];
  const restore = [
    ...[process.stdout, process.stderr].map((stream) => observe(stream, "write", texts)),
    ...methods.map((name) => observe(console, name, texts)),
  ];
  try {
    await run();
  } finally {
    for (const each of restore) each();
  }
  return texts;
}

/** Replaces a method by one that keeps its arguments, and returns a function that puts the old one back. */
function observe<K extends string>(target: Record<K, unknown>, name: K, texts: string[]): () => void {
  const original = Object.getOwnPropertyDescriptor(target, name);
  const method = target[name] as (...args: unknown[]) => unknown;
  const observed = (...args: unknown[]): unknown => {
    texts.push(...args.map(String));
    return method.apply(target, args);
  };
  Object.defineProperty(target, name, { value: observed, configurable: true, writable: true });
  return () => {
    if (original === undefined) Reflect.deleteProperty(target, name);
    else Object.defineProperty(target, name, original);
  };
}
