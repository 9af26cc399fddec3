import 'server-only';
import type { z } from 'zod';
import { AppError } from '../errors';

/** Checks input against its schema; @throws AppError INVALID_INPUT that names the field and what it should be */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field =
    issue.path.join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : 'input');
  throw new AppError('INVALID_INPUT', `${field}: ${issue.message}.`, {
    status: 400,
    remedy: 'GET /api/openapi.json describes what each route takes.',
    details: { field },
  });
}
