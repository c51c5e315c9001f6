import { expect, test } from "vitest";
import { walkTree } from "../../../src/vigiles/sbom/walk-tree.js";

interface Node {
  readonly name: string;
  readonly children?: readonly Node[];
}

test("lists each parent before its children, and siblings in their order", () => {
  const leaf = (name: string): Node => ({ name });
  const root: Node = {
    name: "root",
    children: [{ name: "a", children: [leaf("a1"), leaf("a2")] }, leaf("b"), { name: "c", children: [leaf("c1")] }],
  };
  const names = walkTree(root, ({ children = [] }) => children).map(({ name }) => name);
  expect(names).toEqual(["a", "a1", "a2", "b", "c", "c1"]);
});

test("a root without children has none", () => {
  expect(walkTree(0, () => [])).toEqual([]);
});
