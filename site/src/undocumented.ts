import { ReflectionKind, type DeclarationReflection, type ProjectReflection } from "typedoc";

/** Kinds that need a comment. A reference is another entry's export, which has one there. */
const documentedKinds =
  ReflectionKind.Module |
  ((ReflectionKind.SomeExport | ReflectionKind.SomeMember) & ~ReflectionKind.Constructor & ~ReflectionKind.Reference);

/**
 * Lists the modules, exports, members and overloads without a comment, as `@org/http-core.HttpResponse.json`.
 * A class's member may have the comment of the interface or class that it comes from. The alternatives of a union, and what a
 * parameter adds to a named type, are described by the comment of the whole.
 */
export function undocumented(project: ProjectReflection): readonly string[] {
  const found = new Set<string>();
  project.traverse(function visit(reflection): boolean {
    if (reflection.kindOf(documentedKinds) && !isDocumented(reflection as DeclarationReflection)) {
      found.add(reflection.getFullName());
    }
    reflection.traverse(visit);
    return true;
  });
  return [...found].toSorted();
}

function isDocumented(declaration: DeclarationReflection): boolean {
  if (isFromLibrary(declaration)) return true;
  const { signatures = [], getSignature, setSignature } = declaration;
  if (signatures.length > 0) return signatures.every((each) => each.hasComment());
  return [declaration, getSignature, setSignature].some((each) => each?.hasComment() === true);
}

/** True for what a class has from the platform, such as `Error.stack`. */
function isFromLibrary({ sources = [] }: DeclarationReflection): boolean {
  return sources.every(({ fullFileName }) => fullFileName.includes("node_modules"));
}
