'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { toShown } from '@/components/ui/wire-name';

/** What a shell or Redis would not take as it stands. */
const ODD = /[^\x21-\x7e]|["'\\]|^base64:/;

/** Copies the name: as it reads, as redis-cli takes it, and as the addresses of this dashboard have it. */
export function CopyName({ wire }: { wire: string }) {
  const [copied, setCopied] = useState(false);
  const shown = toShown(wire);
  const copy = async (text: string) => {
    // Browsers lend the clipboard only to https and loopback.
    await navigator.clipboard?.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  const face = (
    <>
      {copied ? <Check /> : <Copy />}
      {copied ? 'Copied' : 'Copy name'}
    </>
  );
  if (!ODD.test(shown)) {
    return (
      <Button variant="quiet" size="small" onClick={() => void copy(shown)}>
        {face}
      </Button>
    );
  }
  const forms = [
    ['As it reads', shown],
    ['For redis-cli', quoted(shown)],
    ['For addresses and the API', wire],
  ] as const;
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="small">
          {face}
        </Button>
      }
    >
      {forms.map(([label, text]) => (
        <MenuItem key={label} onSelect={() => void copy(text)}>
          <span className="flex min-w-0 flex-col py-1">
            {label}
            <span className="max-w-80 truncate font-mono text-xs text-muted">{text}</span>
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}

/** redis-cli reads `\x06` between double quotes; a backslash and a quote of the name itself must not be read so. */
const quoted = (shown: string) => `"${shown.replace(/\\(?!x[0-9a-f]{2})|"/g, '\\$&')}"`;
