import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { entries, type PublicPackage } from "./packages.ts";
import { publicApi } from "./public-api.ts";
import { run } from "./run.ts";

/** How TypeScript finds modules, and the compiler's `module` that goes with it. */
export const resolutions = { node16: "node16", nodenext: "nodenext", bundler: "preserve" } as const;

interface Use {
  readonly specifier: string;
  /** Names that exist at run time. */
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Writes a program for each way of using a package: by `import`, by `require`, and in TypeScript with every name it declares. */
export function writeUsage(folder: string, found: PublicPackage): void {
  const uses = usesOf(found);
  const loads = (load: string): string =>
    uses.map(({ specifier, values }) => `check(${load}("${specifier}"), ${JSON.stringify(values)});\n`).join("");
  writeFileSync(join(folder, "import.mjs"), `${check}${loads("await import")}`);
  writeFileSync(join(folder, "require.cjs"), `${check}${loads("require")}`);
  writeFileSync(join(folder, "typed.mts"), uses.map(typedUse).join("\n"));
  writeFileSync(join(folder, "typed.cts"), uses.map(typedUse).join("\n"));
  for (const resolution of Object.keys(resolutions)) {
    writeFileSync(join(folder, `tsconfig.${resolution}.json`), JSON.stringify(tsconfig(resolution)));
  }
}

/** Prints the names that are missing in a module. */
const check = `function check(module, names) {
  for (const name of names) if (!(name in module)) console.log(name);
}
`;

/** Compiles the programs of {@link writeUsage} with one module resolution, and checks the declarations of all dependencies. */
export function compile(folder: string, resolution: string): Promise<string> {
  return run("tsc", ["-p", `tsconfig.${resolution}.json`], { cwd: folder });
}

function usesOf(found: PublicPackage): readonly Use[] {
  const { exports } = publicApi(found);
  return entries(found).map(([subpath]) => {
    const declared = Object.entries(exports[subpath] ?? {});
    const isType = (kind: string): boolean => /^(?:interface|type)\b/.test(kind);
    return {
      specifier: found.name + subpath.slice(1),
      values: declared.filter(([, { kind }]) => !isType(kind)).map(([name]) => name),
      types: declared.filter(([, { kind }]) => isType(kind)).map(([name]) => name),
    };
  });
}

function typedUse({ specifier, values, types }: Use, index: number): string {
  const names = [...values, ...types.map((name) => `type ${name}`)].map((name) => `${name} as ${alias(name, index)}`);
  const used = values.map((name) => alias(name, index)).join(", ");
  return `import { ${names.join(", ")} } from "${specifier}";\nexport const used${index}: readonly unknown[] = [${used}];\n`;
}

/** Two subpaths may export the same name. */
function alias(name: string, index: number): string {
  return `${name.replace("type ", "")}_${index}`;
}

function tsconfig(resolution: string): object {
  return {
    compilerOptions: {
      module: resolutions[resolution as keyof typeof resolutions],
      moduleResolution: resolution,
      target: "es2024",
      lib: ["es2024", "esnext.disposable"],
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    },
    // Before "nodenext", the compiler does not know that an ES module can be required.
    files: resolution === "nodenext" ? ["typed.mts", "typed.cts"] : ["typed.mts"],
  };
}
