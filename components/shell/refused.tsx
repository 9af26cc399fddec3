import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from './page-header';

/** A page that the person may not see: why, and the grant that is missing as a line to copy. */
export function Refused({
  title,
  error,
  action,
}: {
  title: string;
  error: { code: string; message: string; remedy?: string; line?: string };
  /** The way on. */
  action?: ReactNode;
}) {
  const denied = error.code === 'NOPERM';
  return (
    <>
      <PageHeader title={title} />
      <Notice
        severity={denied ? 'info' : 'critical'}
        title={error.message}
        line={error.line}
        action={action}
        className="max-w-2xl"
      >
        {error.remedy}
      </Notice>
    </>
  );
}
