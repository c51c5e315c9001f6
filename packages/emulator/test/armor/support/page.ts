import { parse, type DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A form and what it sends. */
export interface Form {
  readonly id: string | undefined;
  readonly action: string | undefined;
  readonly method: string | undefined;
  readonly inputs: readonly Input[];
}

/** Attributes of an input; a name alone has an empty value. */
export type Input = Readonly<Record<string, string>>;

/** A page as a browser reads it. */
export interface Page {
  readonly title: string;
  readonly forms: readonly Form[];
  /** Every input, in the order of the document. */
  readonly inputs: readonly Input[];
  /** The text of the element with this id; undefined where there is none. */
  text(id: string): string | undefined;
}

/** Reads a page by the rules of HTML, as a client without scripts. */
export function readPage(html: string): Page {
  const elements = [...descendants(parse(html, { scriptingEnabled: false }))];
  const byTag = (tag: string, list = elements) => list.filter(({ tagName }) => tagName === tag);
  const forms = byTag("form").map((form): Form => {
    const { id, action, method } = attributes(form);
    return { id, action, method, inputs: byTag("input", [...descendants(form)]).map(attributes) };
  });
  return {
    title: byTag("title").map(textOf).join(""),
    forms,
    inputs: byTag("input").map(attributes),
    text: (id) => elements.filter((element) => attributes(element)["id"] === id).map(textOf)[0],
  };
}

function* descendants(node: Node): Generator<Element> {
  for (const child of "childNodes" in node ? node.childNodes : []) {
    if ("tagName" in child) yield child;
    yield* descendants(child);
  }
}

function attributes({ attrs }: Element): Record<string, string> {
  return Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
}

function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}
