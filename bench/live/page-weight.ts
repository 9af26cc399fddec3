import { gzipSync } from 'node:zlib';
import type { Watched } from './watched';

/**
 * Gzipped JavaScript that the overview's document itself names, but for `nomodule`, which no browser of this decade
 * loads; the charts come after the first paint.
 */
export async function measurePageWeight({ app, signIn }: Watched): Promise<{ firstLoadJsKb: number }> {
  const client = await signIn();
  const { body } = await client.get<string>('/instances/bench');
  const scripts = [...body.matchAll(/<script([^>]+)>/g)].map(([, attributes]) => attributes!);
  const loaded = scripts.filter((attributes) => !/nomodule/i.test(attributes));
  const sources = new Set(loaded.flatMap((attributes) => /\bsrc="([^"]+)"/.exec(attributes)?.[1] ?? []));
  let bytes = 0;
  for (const source of sources) {
    const script = await fetch(new URL(source, app.url)).then((response) => response.arrayBuffer());
    bytes += gzipSync(Buffer.from(script)).length;
  }
  return { firstLoadJsKb: bytes / 1024 };
}
