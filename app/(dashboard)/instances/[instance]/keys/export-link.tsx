'use client';

import { Download, Lock } from 'lucide-react';
import { useState } from 'react';
import { useCapability } from '@/components/actions/capabilities-provider';
import { DeniedDialog } from '@/components/actions/denied-dialog';
import { useLive } from '@/components/live/live-provider';
import { Button, buttonStyle } from '@/components/ui/button';
import { may } from '@/lib/capabilities';
import { ownPath } from '@/lib/client/base-path';

/** Servers refuse addresses beyond 16 kB; cookies need some of it. */
const MOST_ADDRESS = 12_000;

/** Hands out keys as JSON lines with what DUMP says of each, which RESTORE takes. */
export function ExportLink({ question }: { question: Record<string, string> }) {
  const { instance } = useLive();
  const capability = useCapability('dump');
  const [denied, setDenied] = useState(false);
  const search = new URLSearchParams(question).toString();
  const label = 'Export with DUMP';
  if (!may(capability)) {
    return (
      <>
        <Button
          aria-disabled
          className="opacity-60"
          title="Not allowed: click to see why"
          onClick={() => setDenied(true)}
        >
          <Lock /> {label}
        </Button>
        {denied && (
          <DeniedDialog
            label={label}
            command="dump"
            capability={capability}
            onClose={() => setDenied(false)}
          />
        )}
      </>
    );
  }
  if (search.length > MOST_ADDRESS) {
    return (
      <Button disabled title="Too many names for one address: choose fewer, or all that match.">
        <Download /> {label}
      </Button>
    );
  }
  return (
    <a
      href={ownPath(`/api/instances/${instance.id}/keys/export?${search}`)}
      download
      className={buttonStyle()}
    >
      <Download /> {label}
    </a>
  );
}
