import type { Variables } from "./job.ts";

/** What expressions of a workflow can name. */
export interface Contexts {
  readonly secrets: Variables;
  readonly vars: Variables;
  readonly inputs: Variables;
  /** Outputs by step; filled while the steps run. */
  readonly steps: Record<string, Variables>;
}

/**
 * Replaces the expressions in a text by their values.
 *
 * @param text - for example `${{ secrets.VIGILES_KEY }}`
 * @throws Error for a name that does not exist, except outputs of steps, which are empty then
 */
export function evaluate(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_expression, name: string) => valueOf(name, contexts));
}

/**
 * Evaluates a condition: terms that are joined by `&&`.
 *
 * @param condition - for example `${{ !cancelled() && inputs.csv != '' }}`
 */
export function isTrue(condition: string, contexts: Contexts): boolean {
  const terms = condition.replace(/^\$\{\{ (.*) \}\}$/, "$1").split(" && ");
  return terms.every((term) => {
    if (term === "!cancelled()") return true;
    const [, name, operator, text] = /^([\w.-]+) ([!=]=) '([^']*)'$/.exec(term) ?? [];
    if (name === undefined) throw new Error(`unknown condition ${term}`);
    return (valueOf(name, contexts) === text) === (operator === "==");
  });
}

function valueOf(name: string, { secrets, vars, inputs, steps }: Contexts): string {
  const [, step = "", output = ""] = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(name) ?? [];
  if (step !== "") return steps[step]?.[output] ?? "";
  const [context = "", member = ""] = name.split(".");
  const found = new Map(Object.entries({ secrets, vars, inputs })).get(context)?.[member];
  if (found === undefined) throw new Error(`unknown expression ${name}`);
  return found;
}
