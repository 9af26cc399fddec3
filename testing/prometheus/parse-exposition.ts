/** One line of an exposition: its name, its labels as text in one order, its value. */
export interface ExposedLine {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** A plain reading of the text format, written apart from what it checks. */
export function parseExposition(text: string): { lines: ExposedLine[]; types: Map<string, string> } {
  const types = new Map<string, string>();
  const lines = text.split('\n').flatMap((line): ExposedLine[] => {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type) types.set(type[1]!, type[2]!);
    if (line === '' || line.startsWith('#')) return [];
    const match = /^([a-z_A-Z0-9:]+)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (!match) throw new Error(`No line of an exposition: ${line}`);
    const [, name, labels = '', value] = match;
    const pairs = [...labels.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)];
    const unescaped = (escaped: string) =>
      escaped.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
    return [
      {
        name: name!,
        labels: Object.fromEntries(pairs.map(([, key, each]) => [key!, unescaped(each!)])),
        value: Number(value!.replace('Inf', 'Infinity')),
      },
    ];
  });
  return { lines, types };
}
