/** Reads one option that nobody gave, or two, and fails or changes its result as its input says. */
export async function run({ defect }: { defect?: string }): Promise<unknown> {
  const { retries = 3, auth }: { retries?: unknown; auth?: unknown } = {};
  if (retries !== 3) await breakBy(defect);
  if (defect === "always throws") throw new Error("Broken always");
  if (defect === "is random") return { value: Math.random() };
  if (defect === "reads both") return { isBoth: retries !== 3 && auth !== undefined };
  return { retries: defect === "reads" ? typeof retries : 3 };
}

async function breakBy(defect: string | undefined): Promise<void> {
  if (defect === "throws") throw new Error("Broken by retries");
  if (defect === "waits") await new Promise(() => {});
  if (defect === "ends") void Promise.reject(new Error("Nobody catches this"));
  if (defect === "ends") await new Promise(() => {});
  if (defect === "blocks") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
