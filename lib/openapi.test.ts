import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACTION_INPUTS } from './actions/action-inputs';
import { ACTION_IDS, ACTIONS } from './actions/actions';
import { CATALOGUE } from './patterns/catalogue';
import { METRIC_IDS } from './metrics/catalogue';
import { describeApi } from './openapi';
import { READS, type Read } from './reads/reads';

interface Operation {
  operationId?: string;
  summary: string;
  description?: string;
  parameters?: { name: string; in: string; required: boolean; schema: Record<string, unknown> }[];
  requestBody?: { required: boolean; content: { 'application/json': { schema: Record<string, unknown> } } };
  responses: Record<string, { content: Record<string, { schema: Record<string, unknown> }> }>;
}

const api = describeApi() as {
  openapi: string;
  paths: Record<string, { get?: Operation; post?: Operation }>;
  components: { schemas: Record<string, { properties: Record<string, { description: string }> }> };
};
const operations = Object.entries(api.paths).map(([path, { get, post }]) => [path, (get ?? post)!] as const);

/** Every value of a JSON document, at any depth. */
function* walk(value: unknown): Generator<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* walk(inner);
}

describe('the document', () => {
  it('is OpenAPI 3.1 and survives JSON as it is', () => {
    expect(api.openapi).toBe('3.1.0');
    expect(JSON.parse(JSON.stringify(api))).toEqual(api);
  });

  it('has no reference that leads nowhere', () => {
    const references = [...walk(api)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      const target = reference
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], api);
      expect(target, reference).toBeDefined();
    }
  });

  it('lists every metric with what it counts', () => {
    const { properties } = api.components.schemas.Metrics!;
    expect(Object.keys(properties)).toEqual(METRIC_IDS);
    expect(properties.hitRatio?.description).toBe('Hit rate (ratio, ratio)');
    expect(properties.usedMemoryBytes?.description).toBe('Used (gauge, bytes)');
  });

  it('names every operation once', () => {
    const ids = operations.flatMap(([, { operationId }]) => operationId ?? []);
    expect(ids.length).toBe(Object.keys(READS).length + CATALOGUE.length + ACTION_IDS.length);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe.each(operations)('%s', (path, operation) => {
  it('has an answer with a schema, and the one shape of errors', () => {
    expect(operation.summary).toMatch(/^[A-Z]/);
    const [answer] = Object.values(operation.responses[200]!.content);
    expect(Object.keys(answer!.schema).length).toBeGreaterThan(0);
    expect(operation.responses.default!.content['application/json']!.schema).toEqual({
      $ref: '#/components/schemas/Error',
    });
  });

  it('describes each place in its path, and each parameter with a type', () => {
    const parameters = operation.parameters ?? [];
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(places);
    for (const { name, schema } of parameters) expect(schema.type ?? schema.anyOf, name).toBeDefined();
  });
});

it('describes every route that there is, but signing in and itself, and none that there is not', () => {
  const files = readdirSync(new URL('../app/api', import.meta.url), { recursive: true }).map(String);
  const routes = files
    .filter(
      (file) => file.endsWith('route.ts') && !file.startsWith('auth') && file !== 'openapi.json/route.ts',
    )
    .map((file) => `/api/${file.replace('/route.ts', '').replaceAll('[', '{').replaceAll(']', '}')}`)
    // One file serves every pattern; each has a path, since each answers in its own words.
    .flatMap((path) => CATALOGUE.map(({ id }) => path.replace('{pattern}', id)))
    .filter((path, index, all) => all.indexOf(path) === index);
  expect(Object.keys(api.paths).sort()).toEqual(routes.sort());
});

it.each(Object.entries(READS) as [string, Read][])(
  'read %s: its path and every field of its query',
  (id, read) => {
    const operation = api.paths[`/api/instances/{instance}${read.path}`]?.get;
    expect(operation?.operationId).toBe(id);
    const query = operation?.parameters?.filter((parameter) => parameter.in === 'query') ?? [];
    expect(query.map(({ name }) => name)).toEqual(Object.keys(read.query.shape));
    for (const command of read.needs) expect(operation?.description).toContain(command);
  },
);

it.each(ACTION_IDS)('action %s: its path, the command it needs, and every field of its input', (id) => {
  const operation = api.paths[`/api/instances/{instance}/actions/${id}`]?.post;
  expect(operation?.operationId).toBe(id);
  expect(operation?.description).toContain(ACTIONS[id].command);
  const { schema } = operation!.requestBody!.content['application/json'];
  expect(Object.keys(schema.properties as object)).toEqual(Object.keys(ACTION_INPUTS[id].shape));
  expect(schema.additionalProperties).toBe(false);
});

it('says what may be left out: fields with a default are not required', () => {
  const query = api.paths['/api/instances/{instance}/history']!.get!.parameters!;
  const required = query.filter((parameter) => parameter.required).map(({ name }) => name);
  expect(required).toEqual(['instance', 'metrics']);
  expect(query.find(({ name }) => name === 'points')?.schema).toMatchObject({
    type: 'integer',
    default: 300,
  });
});
