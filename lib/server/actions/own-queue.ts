import 'server-only';
import type { Thing } from '@/lib/patterns/pattern';
import { mayAct } from '@/lib/patterns/queues/read';
import { AppError } from '../errors';

/** That a queue may be changed here; @throws AppError READ_ONLY_QUEUE for a library's, and for what nobody is sure of */
export function requireOwnQueue(thing: Thing): void {
  if (mayAct(thing)) return;
  throw new AppError('READ_ONLY_QUEUE', `${thing.title} is read only here.`, {
    status: 409,
    remedy: 'Act through the library or the application that keeps it.',
    details: { field: 'thing' },
  });
}
