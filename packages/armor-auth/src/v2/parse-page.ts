import { parse, type DefaultTreeAdapterTypes } from "parse5";

/** An input of a form. */
export interface PageInput {
  /** Empty if the input has no name. */
  readonly name: string;
  /** With entities decoded; undefined if the input has no value. */
  readonly value: string | undefined;
}

/** A form of a page. */
export interface PageForm {
  /** As written; undefined if the form has no action. */
  readonly action: string | undefined;
  /** In document order. */
  readonly inputs: readonly PageInput[];
}

/** The parts of a page that the login reads. */
export interface Page {
  /** On one line; empty if the page has none. Neither masked nor truncated. */
  readonly title: string;
  /** In document order. */
  readonly forms: readonly PageForm[];
  /** The text of known elements, by id, on one line. Neither masked nor truncated. */
  readonly texts: ReadonlyMap<string, string>;
  /** The targets of links, in document order. */
  readonly links: readonly string[];
}

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** The ids of the elements whose text the login reads. The last one shows the number to choose on the device. */
const textIds = new Set([
  "errorText",
  "instructions",
  "errorMessage",
  "errorDetails",
  "openingMessage",
  "mfaGreeting",
  "validEntropyNumber",
]);
/** AD FS pages have about a hundred. */
const maxTags = 1000;

/**
 * True for a page with so many tags that it can't be a page of AD FS. The HTML standard opens some elements again after
 * others end, so the number of elements, and the time and memory to parse them, grow with the square of the tags.
 *
 * @param html - the whole page
 */
export function hasTooManyTags(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf("<"); at >= 0 && tags <= maxTags; at = html.indexOf("<", at + 1)) {
    if (/[a-z/]/i.test(html.charAt(at + 1))) tags++;
  }
  return tags > maxTags;
}

/**
 * Parses a page as a browser does (HTML standard, section 13.2): comments, scripts and templates are ignored.
 *
 * @param html - the whole page, for which {@link hasTooManyTags} is false
 */
export function parsePage(html: string): Page {
  const forms: { action: string | undefined; inputs: PageInput[] }[] = [];
  const texts = new Map<string, string>();
  const links: string[] = [];
  let title = "";
  let form: (typeof forms)[number] | undefined;
  for (const { element, isEnd } of walk(parse(html).childNodes)) {
    if (element.tagName === "form") {
      form = isEnd ? undefined : { action: readAttribute(element, "action"), inputs: [] };
      if (form !== undefined) forms.push(form);
    }
    if (isEnd) continue;
    if (element.tagName === "input") form?.inputs.push(readInput(element));
    if (element.tagName === "title" && title === "") title = readText(element);
    if (element.tagName === "a") links.push(readAttribute(element, "href") ?? "");
    const id = readAttribute(element, "id") ?? "";
    if (textIds.has(id) && !texts.has(id)) texts.set(id, readText(element));
  }
  return { title, forms, texts, links };
}

/** Yields each element when it starts and again when it ends. Its own stack allows any depth of nesting. */
function* walk(nodes: readonly Node[]): Generator<{ element: Element; isEnd: boolean }> {
  const stack: { node: Node; isEnd: boolean }[] = nodes.toReversed().map((node) => ({ node, isEnd: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, isEnd } = top;
    if (!("tagName" in node)) continue;
    yield { element: node, isEnd };
    if (isEnd) continue;
    stack.push({ node, isEnd: true });
    for (const child of node.childNodes.toReversed()) stack.push({ node: child, isEnd: false });
  }
}

function readInput(element: Element): PageInput {
  return { name: readAttribute(element, "name") ?? "", value: readAttribute(element, "value") };
}

function readAttribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

/** Returns an element's text on one line. */
function readText(element: Element): string {
  const pending: Node[] = element.childNodes.toReversed();
  let text = "";
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ("value" in node) text += node.value;
    else if ("childNodes" in node) pending.push(...node.childNodes.toReversed());
  }
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
}
