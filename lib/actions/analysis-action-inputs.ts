import { z } from 'zod';
import { analysisOptions, PACES } from '@/lib/keyspace/analysis-options';
import type { ANALYSIS_ACTIONS } from './analysis-actions';

const db = z.int().min(0).max(9_999).default(0).describe('The database.');
const confirm = z.string().max(100).optional().describe('What the confirmation asks to type, where it asks.');

const onAnalysis = { db, id: z.int().positive().describe('As `GET …/keys/analyses` lists it.'), confirm };

/** What each action on analyses takes: rows of `ACTION_INPUTS`. */
export const ANALYSIS_ACTION_INPUTS = {
  'analysis.start': analysisOptions.extend({ db, confirm }),
  'analysis.pause': z.strictObject(onAnalysis),
  'analysis.continue': z.strictObject(onAnalysis),
  'analysis.cancel': z.strictObject(onAnalysis),
  'analysis.pace': z.strictObject({ ...onAnalysis, pace: z.enum(PACES) }),
  'analysis.forget': z.strictObject(onAnalysis),
} as const satisfies Record<keyof typeof ANALYSIS_ACTIONS, z.ZodType>;
