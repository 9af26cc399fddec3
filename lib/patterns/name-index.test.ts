import { describe, expect, test } from 'vitest';
import { isHashWith, isInteger, isNumber } from './checks';
import { NameIndex } from './name-index';
import type { Check, Family, Layout } from './pattern';

const layout = (id: string, template: string, more: Partial<Layout> = {}): Layout => ({
  ...{ id, template, types: ['string'], certainty: 'named', encoding: '', ttl: '', check: isInteger },
  ...more,
});

const family = (id: string, identity: string[], ...layouts: Layout[]): Family => ({
  ...{ id, source: '', identity, title: id, layouts },
});

const found = (families: Family[], name: string) =>
  new NameIndex(families)
    .match(name)
    .map(({ candidate, identity }) => [candidate.family.id, candidate.layout.id, ...identity].join(' '));

const total = layout('total', 'counter:{metric}');
const hourly = layout('hourly', 'counter:{metric}:hourly:{bucket:YYYYMMDDHH}');
const name = 'counter:views:hourly:2026112109';

describe('rules that a name matches', () => {
  test('more certain ones first, then longer ones, then as in the catalogue', () => {
    const families = [
      family('a', [], layout('any', 'k:{x}', { check: undefined, types: ['list'] })),
      family('b', [], layout('any', 'k:{x}', { check: undefined, types: ['set'] })),
      family('c', [], layout('long', 'k:y:{x}', { types: ['hash'] })),
      family('d', [], layout('sure', 'k:{x}:z', { certainty: 'anchor', types: ['zset'] })),
    ];
    expect(found(families, 'k:y:z')).toEqual(['d sure', 'c long', 'a any', 'b any']);
  });

  test('by the first part, by the last, or by neither', () => {
    const families = [family('a', [], layout('tail', '{x}:lock'), layout('none', '{x}_visitors'))];
    expect(found(families, 'a:b:lock')).toEqual(['a tail']);
    expect(found(families, 'page1_visitors')).toEqual(['a none']);
    expect(found(families, 'lock')).toEqual([]);
  });

  test('one that asks what an earlier one asked is left out', () => {
    expect(found([family('counter', ['metric'], total, hourly)], name)).toEqual(['counter hourly views']);
    expect(found([family('counter', ['metric'], total, hourly)], 'counter:views')).toEqual([
      'counter total views',
    ]);
  });

  test.each<[string, Partial<Layout>]>([
    ['another content', { check: isNumber }],
    ['another type', { types: ['string', 'hash'] }],
    ['a content that is told by the name too', { check: { ...isInteger, ignoresName: undefined } as Check }],
  ])('but not one that asks for %s', (_, more) => {
    expect(found([family('counter', ['metric'], { ...total, ...more }, hourly)], name)).toHaveLength(2);
  });

  test('nor one behind a family that may be excluded later', () => {
    const requiring = { ...family('a', ['metric'], hourly), requires: ['meta'] };
    expect(found([requiring, family('b', ['metric'], total)], name)).toHaveLength(2);
  });

  test('content rules are not asked by name', () => {
    const content = layout('any', '{key}', { certainty: 'content', check: isHashWith('a') });
    const index = new NameIndex([family('a', ['shape'], content)]);
    expect(index.match('x')).toEqual([]);
    expect(index.byContent.map(({ layout: { id } }) => id)).toEqual(['any']);
  });
});

test('a wrong rule is named', () => {
  expect(() => new NameIndex([family('a', ['metric'], layout('b', 'c:{other}'))])).toThrow(
    'a.b: it lacks {metric}',
  );
  expect(() => new NameIndex([family('a', [], layout('b', '{x}{y}'))])).toThrow('a.b: {x} and {y} need');
});
