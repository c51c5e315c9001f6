import { isError } from "@org/http-core/authoring";
import { isMap, isNode, LineCounter, parseDocument, type Document } from "yaml";

/** The place of a member: names of members, and positions in lists. */
export type MemberPath = readonly (string | number)[];

/** The content of a YAML file, and the place of each part in it. */
export interface YamlContent {
  /** As JSON. */
  readonly value: unknown;
  /** The line of a member, counted from 1. A member that is not there has the line of the one that it would be in. */
  lineOf(path: MemberPath): number;
}

/** Text that is not YAML. The message quotes nothing of it. */
export class YamlError extends Error {
  /** The line of the mistake, counted from 1; undefined if none is known. */
  readonly line: number | undefined;

  constructor(message: string, line: number | undefined) {
    super(message);
    this.line = line;
  }
}

/**
 * Parses YAML. Warnings of YAML, such as for an unknown tag, are treated as mistakes, and so are aliases, which can make a
 * small file very large.
 *
 * @param text - one document
 * @throws YamlError
 */
export function parseYaml(text: string): YamlContent {
  const lineCounter = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line);
  const document = parseDocument(text, { prettyErrors: false, lineCounter });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new YamlError(problem.message, lineAt(problem.pos[0]));
  return { value: toJson(document), lineOf: (path) => lineAt(offsetOf(document, path)) };
}

function toJson(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new YamlError(isError(error) ? error.message : "it can't be parsed", undefined);
  }
}

function offsetOf(document: Document, path: MemberPath): number {
  const parentPath = path.slice(0, -1);
  const parent = path.length === 0 ? document.contents : document.getIn(parentPath, true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => nameOf(key) === String(path.at(-1))) : undefined;
  const node = pair?.key ?? (path.length === 0 ? parent : document.getIn(path, true));
  if (isNode(node) && node.range) return node.range[0];
  return path.length === 0 ? 0 : offsetOf(document, parentPath);
}

function nameOf(key: unknown): string {
  return String(isNode(key) ? key.toJSON() : key);
}
