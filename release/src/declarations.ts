import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseSync, type ParseResult } from "oxc-parser";

/** One export of a module: its kind, and its declaration as text. */
export interface Declared {
  readonly kind: string;
  readonly text: string;
}

interface Source {
  readonly file: string;
  readonly text: string;
  readonly parsed: ParseResult;
}

type Statement = ParseResult["program"]["body"][number];

const kinds: Readonly<Record<string, string>> = {
  ClassDeclaration: "class",
  FunctionDeclaration: "function",
  TSDeclareFunction: "function",
  TSEnumDeclaration: "enum",
  TSInterfaceDeclaration: "interface",
  TSTypeAliasDeclaration: "type",
  VariableDeclaration: "const",
};

/**
 * Reads the exports of a declaration file, by name. Follows each name through the package's own files to its declaration.
 *
 * @param file - a `.d.ts` file
 * @throws Error if a name has no declaration
 */
export function exportsOf(file: string): ReadonlyMap<string, Declared> {
  const source = read(file);
  const found = new Map<string, Declared>();
  for (const { entries } of source.parsed.module.staticExports) {
    for (const { exportName, importName, localName, moduleRequest, isType } of entries) {
      if (exportName.name !== null) {
        const inner = (moduleRequest === null ? localName.name : importName.name) ?? exportName.name;
        const wanted = moduleRequest === null ? local(source, inner) : elsewhere(source, moduleRequest.value, inner);
        found.set(exportName.name, isType && moduleRequest !== null ? typeOnly(wanted) : wanted);
      } else if (moduleRequest !== null) {
        for (const [name, declared] of everything(source, moduleRequest.value)) found.set(name, declared);
      }
    }
  }
  return found;
}

/** Marks a class or value of which only the type is exported. */
function typeOnly({ kind, text }: Declared): Declared {
  return { kind: ["interface", "type"].includes(kind) || kind.startsWith("type ") ? kind : `type of ${kind}`, text };
}

function read(file: string): Source {
  const text = readFileSync(file, "utf8");
  return { file, text, parsed: parseSync(file, text, { lang: "dts" }) };
}

function elsewhere(from: Source, specifier: string, name: string): Declared {
  if (!specifier.startsWith(".")) return { kind: "re-export", text: `${name} from "${specifier}"` };
  const declared = exportsOf(declarationFile(from, specifier)).get(name);
  if (declared === undefined) throw new Error(`${from.file} exports ${name} from ${specifier}, which has no such name`);
  return declared;
}

function everything(from: Source, specifier: string): Iterable<readonly [string, Declared]> {
  if (specifier.startsWith(".")) return exportsOf(declarationFile(from, specifier));
  return [[`* from "${specifier}"`, { kind: "re-export", text: `* from "${specifier}"` }]];
}

function declarationFile(from: Source, specifier: string): string {
  return resolve(dirname(from.file), specifier.replace(/\.js$/, ".d.ts"));
}

/** Finds the declaration of a name in this file or in the file it is imported from. An overloaded function has several. */
function local(source: Source, name: string): Declared {
  const found = source.parsed.program.body.map(unwrapped).filter((statement) => namesOf(statement).includes(name));
  const [first] = found;
  if (first !== undefined) {
    return { kind: kinds[first.type] ?? first.type, text: found.map((each) => plainText(source, each)).join(" ") };
  }
  for (const { entries, moduleRequest } of source.parsed.module.staticImports) {
    const entry = entries.find(({ localName }) => localName.value === name);
    if (entry !== undefined) return elsewhere(source, moduleRequest.value, entry.importName.name ?? "*");
  }
  throw new Error(`${source.file} exports ${name}, which it does not declare`);
}

function unwrapped(statement: Statement): Statement {
  return statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement;
}

function namesOf(statement: Statement): readonly string[] {
  if (statement.type === "VariableDeclaration") {
    return statement.declarations.map(({ id }) => (id.type === "Identifier" ? id.name : ""));
  }
  const named = "id" in statement ? statement.id : undefined;
  return named?.type === "Identifier" ? [named.name] : [];
}

/** A declaration without comments, on one line. */
function plainText({ text, parsed }: Source, { start, end }: Statement): string {
  let plain = "";
  let from = start;
  for (const comment of parsed.comments.filter((each) => each.start >= start && each.end <= end)) {
    plain += text.slice(from, comment.start);
    from = comment.end;
  }
  return (plain + text.slice(from, end)).replace(/\s+/g, " ").trim();
}
