'use client';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

/** Something broke that no page expected. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Notice
      severity="critical"
      title="This page broke."
      className="mt-6 max-w-2xl"
      action={<Button onClick={reset}>Try again</Button>}
    >
      The log of the dashboard has the details{error.digest && ` under ${error.digest}`}.
    </Notice>
  );
}
