import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { parseSync, Visitor } from "oxc-parser";

/**
 * Lists the packages that a file imports: statically, dynamically, by `require`, or for their types.
 *
 * @param file - JavaScript, or a declaration file
 */
export function importedPackages(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  const { module, program } = parseSync(file, text, { lang: file.endsWith(".ts") ? "dts" : "js" });
  const specifiers = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  for (const { entries } of module.staticExports) {
    specifiers.push(...entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []));
  }
  new Visitor({
    ImportExpression: ({ source }) => specifiers.push(literal(source)),
    TSImportType: ({ source }) => specifiers.push(source.value),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === "Identifier" && callee.name === "require") specifiers.push(literal(first));
    },
  }).visit(program);
  return specifiers.filter(isPackage).map(packageName);
}

function literal(node: { readonly type: string; readonly value?: unknown } | undefined): string {
  return node?.type === "Literal" && typeof node.value === "string" ? node.value : "";
}

function isPackage(specifier: string): boolean {
  if (specifier === "" || /^[./#]/.test(specifier) || specifier.startsWith("node:")) return false;
  return !builtinModules.includes(specifier.split("/")[0] ?? "");
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
