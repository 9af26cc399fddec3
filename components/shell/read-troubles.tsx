import { Notice } from '@/components/ui/notice';
import type { ApiError } from '@/lib/client/fetch-json';

/** What keeps a page from being whole and fresh: why its last refresh failed, and the nodes that did not answer. */
export function ReadTroubles({
  error,
  failures = [],
}: {
  error: ApiError | null;
  failures?: readonly { node: string; message: string }[];
}) {
  return (
    <>
      {error && (
        <Notice severity="warning" title={error.message} line={error.line}>
          {error.remedy}
        </Notice>
      )}
      {failures.map(({ node, message }) => (
        <Notice key={node} severity="warning" title={`${node} did not answer: ${message}`} />
      ))}
    </>
  );
}
