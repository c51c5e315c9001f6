import type { Step, Variables } from "./job.ts";

/**
 * Reads the steps of a declarative Jenkinsfile: each `sh`, and what `post { always { … } }` collects.
 *
 * @param text - of the file
 * @param credentials - values by id
 */
export function jenkinsSteps(text: string, credentials: Variables): readonly Step[] {
  const [stages = "", post = ""] = text.split(/^ {2}post \{$/m);
  const scripts = [...stages.matchAll(/^ *sh (?:'''([^]*?)'''|'([^'\n]*)')$/gm)];
  const collectors = [...post.matchAll(/'([\w./*-]+)'/g)];
  if (!post.includes("always {")) throw new Error("the file collects nothing after a failure");
  return [
    ...scripts.map(([, long, short]): Step => {
      const script = unescapeGroovy(long ?? short ?? "");
      return {
        runsAfterFailure: false,
        play: (job) => job.run(["sh", "-ec"], script, environmentOf(text, credentials, job.folder)),
      };
    }),
    ...collectors.map(([, path = ""]): Step => ({ runsAfterFailure: true, play: (job) => job.collect(path) })),
  ];
}

/** In a text of Groovy, a backslash at the end of a line joins it with the next one. */
function unescapeGroovy(text: string): string {
  return text.replaceAll("\\\n", "");
}

function environmentOf(text: string, credentials: Variables, folder: string): Variables {
  const block = /^ {2}environment \{\n([^]*?)^ {2}\}/m.exec(text)?.[1] ?? "";
  const lines = block.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = "", value = ""] = /^ {4}(\w+) = (.+)$/.exec(line) ?? [];
      return [name, valueOf(value, credentials, folder)];
    }),
  );
}

function valueOf(value: string, credentials: Variables, folder: string): string {
  const id = /^credentials\('([\w-]+)'\)$/.exec(value)?.[1];
  const found = id === undefined ? /^(?:'([^']*)'|"([^"]*)")$/.exec(value)?.slice(1).join("") : credentials[id];
  if (found === undefined) throw new Error(`unknown value ${value}`);
  return found.replaceAll("${WORKSPACE_TMP}", `${folder}@tmp`);
}
