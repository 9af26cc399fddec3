import { analysesQuery, analysesSchema, analysisQuery, analysisSchema } from '@/lib/keyspace/analysis-schema';
import type { Read } from './reads';

/** What may be asked of analyses of the keyspace: rows of `READS`. */
export const ANALYSIS_READS = {
  analyses: {
    path: '/keys/analyses',
    summary: 'The analyses that your Redis user has made of a database, and how those that go on are doing',
    needs: ['scan'],
    query: analysesQuery,
    response: analysesSchema,
  },
  analysis: {
    path: '/keys/analysis',
    summary: 'What an analysis found, also while it goes on, seen from one prefix',
    needs: ['scan'],
    query: analysisQuery,
    response: analysisSchema,
  },
} as const satisfies Record<string, Read>;
