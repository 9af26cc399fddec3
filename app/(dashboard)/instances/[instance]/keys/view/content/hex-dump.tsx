'use client';

import { useMemo } from 'react';
import { Sideways } from '@/components/ui/sideways';
import type { Bytes } from '@/lib/patterns/bytes';

const ROW = 16;

/** Bytes as `xxd` shows them: where, which, and what of them is ASCII. Three columns, each to be copied alone. */
export function HexDump({ bytes, from }: { bytes: Bytes; from: number }) {
  const { offsets, hex, ascii } = useMemo(() => dump(bytes, from), [bytes, from]);
  return (
    <Sideways label="Bytes" className="max-h-[60vh] overflow-y-auto rounded-md border bg-sunken">
      <div className="flex w-max gap-6 px-4 py-3 font-mono text-xs leading-5">
        <pre className="text-faint select-none">{offsets}</pre>
        <pre>{hex}</pre>
        <pre className="border-l pl-4 text-muted">{ascii}</pre>
      </div>
    </Sideways>
  );
}

function dump(bytes: Bytes, from: number): { offsets: string; hex: string; ascii: string } {
  const width = Math.max(4, (from + bytes.length).toString(16).length);
  const [offsets, hex, ascii]: string[][] = [[], [], []];
  for (let start = 0; start < bytes.length; start += ROW) {
    const row = bytes.slice(start, start + ROW);
    offsets!.push((from + start).toString(16).padStart(width, '0'));
    hex!.push(
      Array.from(row, (byte, index) => {
        const digits = byte.charCodeAt(0).toString(16).padStart(2, '0');
        return index === ROW / 2 ? ` ${digits}` : digits;
      }).join(' '),
    );
    ascii!.push(row.replace(/[^\x20-\x7e]/g, '·'));
  }
  return { offsets: offsets!.join('\n'), hex: hex!.join('\n'), ascii: ascii!.join('\n') };
}
