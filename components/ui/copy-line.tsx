'use client';

import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from './button';

/** A line to paste, with a button that copies it. */
export function CopyLine({ line }: { line: string }) {
  const [copied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    // Browsers lend the clipboard only to https and loopback; elsewhere the line is at least marked.
    window.getSelection()?.selectAllChildren(code.current!);
    if (!navigator.clipboard) return;
    await navigator.clipboard.writeText(line);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <div className="flex items-center gap-2 rounded-md border bg-sunken py-1 pr-1 pl-3">
      <code
        ref={code}
        className="min-w-0 flex-1 overflow-x-auto font-mono text-xs whitespace-nowrap"
        tabIndex={0}
      >
        {line}
      </code>
      <Button variant="quiet" size="small" onClick={copy} aria-label={`Copy ${line}`}>
        {copied ? <Check /> : <Copy />}
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
