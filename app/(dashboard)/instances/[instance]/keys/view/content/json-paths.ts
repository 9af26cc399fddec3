/** A step of the way into a document. */
export interface JsonStep {
  path: string;
  label: string;
}

/** A part of a path: `.name`, `["na\"me"]` or `[3]`. */
const PART = /\.([^.[\]]+)|\[(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+))\]/g;

/** The paths that lead to one, the root `$` first. */
export function pathsAbove(path: string): JsonStep[] {
  const steps: JsonStep[] = [{ path: '$', label: '$' }];
  for (const match of path.matchAll(PART)) {
    const [whole, bare, doubly, singly, index] = match;
    steps.push({
      path: path.slice(0, match.index + whole.length),
      label: bare ?? doubly ?? singly ?? index ?? whole,
    });
  }
  return steps;
}
