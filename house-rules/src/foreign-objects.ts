import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** A form of code that fails for objects that another realm or another file system made, and what to write instead. */
interface Rule {
  readonly pattern: RegExp;
  readonly remedy: string;
  /** Files that may use the form, because they are the remedy. */
  readonly except: RegExp;
}

const rules: readonly Rule[] = [
  {
    pattern: /\binstanceof (?:Error|Uint8Array|URL|AbortSignal)\b/,
    remedy: "use a check of util/realms.ts: Jest and jsdom have classes of their own",
    except: /\/util\/(?:realms|abort)\.ts$/,
  },
  {
    pattern: /\binstanceof Secret\b/,
    remedy: "use isSecret: another copy of the package has a class of its own",
    except: /\/redaction\/secret\.ts$/,
  },
  {
    pattern: /\bawait using \w+ = await open\(/,
    remedy: "close the file in a finally block: files of Yarn's Plug'n'Play can't be disposed",
    except: /^$/,
  },
];

/** Programs of their own, which no other program loads. */
const programs = /^(?:emulator|create-auth)\//;

/**
 * Finds code that does not recognize objects which are not made by this realm or this copy of a package.
 *
 * @param packagesFolder - holds one folder for each package, with its sources in `src`
 * @returns one line for each place, with what to write instead
 * @throws Error if there are no sources
 */
export function foreignObjectFaults(packagesFolder: string): readonly string[] {
  const files = readdirSync(packagesFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(packagesFolder, join(entry.parentPath, entry.name)))
    .filter((path) => /^[^/]+\/src\//.test(path) && !programs.test(path));
  if (files.length === 0) throw new Error(`No TypeScript sources in ${join(packagesFolder, "*/src")}`);
  return files.flatMap((path) => {
    const lines = readFileSync(join(packagesFolder, path), "utf8").split("\n");
    return rules
      .filter(({ except }) => !except.test(path))
      .flatMap(({ pattern, remedy }) =>
        lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${remedy}`] : [])),
      );
  });
}
