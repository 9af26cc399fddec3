import { z } from 'zod';
import { ACTION_INPUTS } from '@/lib/actions/action-inputs';
import { ACTION_IDS, ACTIONS, type Action } from '@/lib/actions/actions';
import { describeMetric, METRIC_IDS } from '@/lib/metrics/catalogue';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import { PATTERNS } from '@/lib/patterns/pattern-ids';
import { auditQuery, liveQuery, READS, thingQuery, type Read } from '@/lib/reads/reads';
import packageJson from '@/package.json';
import { thingViewSchema } from './schemas/analytics';
import { auditEntrySchema, auditSchema } from './schemas/audit';
import { errorSchema } from './schemas/error';
import { healthSchema } from './schemas/health';
import { instanceSchema } from './schemas/instances';

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of the API, made from the very schemas that the routes check with.
 * @returns the document as plain JSON
 */
export function describeApi(): Json {
  const paths: Record<string, Json> = {
    '/api/health': { get: operation('Whether the dashboard works', healthSchema, { security: [] }) },
    '/api/instances': {
      get: operation('Every instance as you see it', z.object({ instances: z.array(instanceSchema) })),
    },
    '/api/live': {
      get: operation(
        'Live events of several instances over one connection',
        z.string(),
        { parameters: queryParameters(liveQuery) },
        'text/event-stream',
      ),
    },
    '/api/audit': {
      get: operation('Who did what, newest first', auditSchema, {
        parameters: queryParameters(auditQuery),
      }),
    },
    '/api/audit/{id}': {
      get: operation('One entry: how an action went that runs on', auditEntrySchema, {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      }),
    },
  };
  for (const [id, read] of Object.entries(READS) as [string, Read][]) {
    const parameters = [instanceParameter, ...queryParameters(read.query)];
    const needs = read.needs.length > 0 ? `Your user needs: ${read.needs.join(', ')}.` : undefined;
    paths[`/api/instances/{instance}${read.path}`] = {
      get: operation(
        read.summary,
        read.response,
        { operationId: id, parameters, description: needs },
        read.stream,
      ),
    };
  }
  for (const { id, view } of CATALOGUE) {
    paths[`/api/instances/{instance}/analytics/${id}`] = {
      get: operation(`One of the ${PATTERNS[id].label.toLowerCase()}`, thingViewSchema(view.response), {
        operationId: `analytics.${id}`,
        description: 'Your user needs: scan, and to read the keys.',
        parameters: [instanceParameter, ...queryParameters(thingQuery), ...queryParameters(view.query)],
      }),
    };
  }
  for (const id of ACTION_IDS) {
    const { title, effect, command }: Action = ACTIONS[id];
    paths[`/api/instances/{instance}/actions/${id}`] = {
      post: operation(title, actionAnswer, {
        operationId: id,
        description: `${effect} Your user needs: ${command}.`,
        parameters: [instanceParameter],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: toJson(ACTION_INPUTS[id]) } },
        },
      }),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hitrate', version: packageJson.version, description: INTRODUCTION },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'hitrate.session' } },
      schemas: { Error: toJson(errorSchema), Metrics: metricsTable() },
    },
    security: [{ session: [] }],
  };
}

const INTRODUCTION =
  'Sign in by POSTing instance, username, password, csrfToken and json=true as a form to ' +
  '/api/auth/callback/redis; GET /api/auth/csrf hands out the token. The session cookie is then sent along.';

const actionAnswer = z.object({
  audit: z.number().describe('Id of the entry in the audit log.'),
  outcome: z.enum(['done', 'running']),
  result: z.unknown(),
});

const instanceParameter = { name: 'instance', in: 'path', required: true, schema: { type: 'string' } };

function operation(summary: string, response: z.ZodType, more: Json = {}, type = 'application/json'): Json {
  const content = { [type]: { schema: toJson(response, 'output') } };
  const error = {
    description: 'An error',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
  return { summary, ...more, responses: { 200: { description: 'OK', content }, default: error } };
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = toJson(query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

/** `input` is what a caller sends, before defaults and transforms. */
function toJson(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return json;
}

function metricsTable(): Json {
  const properties = METRIC_IDS.map((id) => {
    const { label, unit, kind } = describeMetric(id);
    return [id, { type: ['number', 'null'], description: `${label} (${kind}, ${unit})` }];
  });
  return { type: 'object', properties: Object.fromEntries(properties) as Json };
}
