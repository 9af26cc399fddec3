import { toast } from 'sonner';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { ActionId } from '@/lib/actions/actions';
import { ApiError, fetchJson } from '@/lib/client/fetch-json';
import { describeProgress, describeResult } from '@/lib/actions/describe-result';

interface Answer {
  audit: number;
  outcome: 'done' | 'running';
  result: unknown;
}

interface Entry {
  outcome: 'intended' | 'running' | 'done' | 'failed' | 'denied';
  error: { message: string } | null;
  result: unknown;
}

const LOOK_MS = 1_000;

/** What has a page that shows how far it is: that it has begun is all there is to tell. */
const SHOWN_ELSEWHERE: readonly ActionId[] = ['analysis.start'];

/**
 * Does an action and tells how it went; one that runs on is followed until it has really ended.
 *
 * @param progress what to say meanwhile, asked again every second
 * @returns the result
 * @throws ApiError when it was refused or failed; it has been told by then
 */
export async function runAction<Id extends ActionId>(
  instance: string,
  id: Id,
  input: ActionInput<Id>,
  progress?: () => string | null,
): Promise<unknown> {
  try {
    const answer = await fetchJson<Answer>(`/api/instances/${instance}/actions/${id}`, { body: input });
    const result =
      answer.outcome === 'running' && !SHOWN_ELSEWHERE.includes(id)
        ? await follow(instance, id, answer.audit, progress)
        : answer.result;
    const { severity, text } = describeResult(id, result);
    (severity === 'fine' ? toast.success : toast.warning)(text);
    return result;
  } catch (error) {
    const known = error instanceof ApiError ? error : new ApiError(0, 'UNKNOWN', String(error));
    toast.error(known.message, { description: known.remedy, duration: 15_000 });
    throw known;
  }
}

/** What goes on until it is done or somebody cancels it. */
const CANCELLABLE: readonly ActionId[] = ['keys.unlink', 'keys.expire'];

async function follow(
  instance: string,
  action: ActionId,
  audit: number,
  progress?: () => string | null,
): Promise<unknown> {
  const cancel = CANCELLABLE.includes(action) && {
    label: 'Cancel',
    onClick: (event: { preventDefault: () => void }) => {
      // It stays until it has really ended.
      event.preventDefault();
      void runAction(instance, 'bulk.cancel', { audit }).catch(() => {});
    },
  };
  const options = cancel ? { action: cancel } : {};
  const id = toast.loading('Running…', options);
  try {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const { outcome, error, result } = await fetchJson<Entry>(`/api/audit/${audit}`, { background: true });
      if (outcome === 'done') return result;
      if (outcome !== 'running') throw new ApiError(500, 'FAILED', error?.message ?? 'It failed.');
      toast.loading(progress?.() ?? describeProgress(action, result) ?? 'Running…', { id, ...options });
    }
  } finally {
    toast.dismiss(id);
  }
}
