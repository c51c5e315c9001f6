/**
 * Returns all nodes below a root, each parent before its children. It does not recurse, because an SBOM can have thousands
 * of levels.
 */
export function walkTree<T>(root: T, childrenOf: (parent: T) => readonly T[]): readonly T[] {
  const nodes: T[] = [];
  const pending = childrenOf(root).toReversed();
  while (pending.length > 0) {
    const node = pending.pop() as T;
    nodes.push(node);
    for (const child of childrenOf(node).toReversed()) pending.push(child);
  }
  return nodes;
}
