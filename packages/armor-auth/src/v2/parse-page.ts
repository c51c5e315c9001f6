import { parse, type DefaultTreeAdapterTypes } from "parse5";

/** An input of a form, in document order. */
export interface PageInput {
  readonly name: string;
  /** Entities are decoded; `undefined` where there is no such attribute. */
  readonly value: string | undefined;
}

/** A form of a page. */
export interface PageForm {
  readonly action: string | undefined;
  readonly inputs: readonly PageInput[];
}

/** What the login flow looks at in a page. */
export interface Page {
  readonly title: string;
  readonly forms: readonly PageForm[];
  /** Text by the id of the element it is in, on one line. */
  readonly texts: ReadonlyMap<string, string>;
  /** Targets of links and of a refresh, in document order. */
  readonly links: readonly string[];
}

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements whose text means something to the flow; the last one shows the number to pick on the device. */
const textIds = new Set([
  "errorText",
  "instructions",
  "errorMessage",
  "errorDetails",
  "openingMessage",
  "mfaGreeting",
  "validEntropyNumber",
]);
const longestText = 300;

/**
 * Reads a page as a browser would (HTML standard, section 13.2): what stands in comments, scripts and templates is not
 * part of it.
 *
 * @param html - the whole page
 */
export function readPage(html: string): Page {
  const forms: { action: string | undefined; inputs: PageInput[] }[] = [];
  const texts = new Map<string, string>();
  const links: string[] = [];
  let title = "";
  let form: (typeof forms)[number] | undefined;
  for (const { element, closes } of walk(parse(html).childNodes)) {
    if (element.tagName === "form") {
      form = closes ? undefined : { action: attribute(element, "action"), inputs: [] };
      if (form !== undefined) forms.push(form);
    }
    if (closes) continue;
    if (element.tagName === "input") form?.inputs.push(inputOf(element));
    if (element.tagName === "title" && title === "") title = textOf(element);
    if (element.tagName === "a") links.push(attribute(element, "href") ?? "");
    const id = attribute(element, "id") ?? "";
    if (textIds.has(id) && !texts.has(id)) texts.set(id, textOf(element));
  }
  return { title, forms, texts, links };
}

/** Elements in document order, and again when they end. It keeps a stack of its own: pages nest as deep as they like. */
function* walk(nodes: readonly Node[]): Generator<{ element: Element; closes: boolean }> {
  const stack: { node: Node; closes: boolean }[] = nodes.toReversed().map((node) => ({ node, closes: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, closes } = top;
    if (!("tagName" in node)) continue;
    yield { element: node, closes };
    if (closes) continue;
    stack.push({ node, closes: true });
    for (const child of node.childNodes.toReversed()) stack.push({ node: child, closes: false });
  }
}

function inputOf(element: Element): PageInput {
  return { name: attribute(element, "name") ?? "", value: attribute(element, "value") };
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

/** The text within an element, as far as it fits on one line of a message. */
function textOf(element: Element): string {
  const pending: Node[] = element.childNodes.toReversed();
  let text = "";
  for (let node = pending.pop(); node !== undefined && text.length < 4 * longestText; node = pending.pop()) {
    if ("value" in node) text += node.value;
    else if ("childNodes" in node) pending.push(...node.childNodes.toReversed());
  }
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim()
    .slice(0, longestText);
}
