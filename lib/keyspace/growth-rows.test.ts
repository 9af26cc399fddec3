import { describe, expect, it } from 'vitest';
import { KeyspaceAnalysis } from './analysis';
import { growthRows } from './growth-rows';

const resultOf = (names: readonly string[], populationKeys = names.length) => {
  const analysis = new KeyspaceAnalysis();
  for (const name of names) analysis.add(name, 'string', 100, -1);
  return analysis.result({ populationKeys, isFinished: names.length === populationKeys });
};

const namesOf = (before: readonly string[], after: readonly string[]) =>
  growthRows(resultOf(before), resultOf(after))
    .growth.filter(({ path }) => path !== '')
    .map(({ label, name }) => [label, name]);

describe('rows of growth', () => {
  it('are named as the table of prefixes names them, and each in the words of a sentence', () => {
    expect(namesOf([], ['user', 'user:1', 'user:2', 'user:3:cart'])).toEqual([
      ['user', 'user*'],
      ['user:{id}', 'user:*'],
      ['user:{id}:cart', 'user:{id}:cart'],
    ]);
  });

  it('have no name twice, whatever is in the names of keys', () => {
    const names = ['user:1', 'user:2', 'user:{id}', 'caf\xc3\xa9:a', 'caf\xc3\xa9:b', '\xff', '\\xff'];
    const labels = namesOf([], names).map(([label]) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toContain('user:\\x7bid}');
    expect(labels).toContain('café');
  });

  it('are estimates of all keys where one of the two is a sample', () => {
    const names = Array.from({ length: 100 }, (_, index) => `user:${index}`);
    const { isEstimate, growth } = growthRows(resultOf(names), resultOf(names, 200));
    expect(isEstimate).toBe(true);
    expect(growth.find(({ label }) => label === 'user:{id}')?.growth).toEqual({ keys: 100, bytes: 10_000 });
  });

  it('are unsure of what a sample did not see, as far as it may have missed it', () => {
    const [few, many] = [['rare:1', 'rare:2'], Array.from({ length: 90 }, (_, index) => `user:${index}`)];
    const sample = resultOf(['other'], 10);
    const unsure = (names: readonly string[]) =>
      growthRows(sample, resultOf(['other', ...names])).growth.find(
        ({ path }) => path !== '' && path !== 'other',
      )!.unsure;
    expect(unsure(few)).toEqual({ keys: 2, bytes: 200 });
    expect(unsure(many)).toEqual({ keys: 30, bytes: 3_000 });
    const gone = growthRows(resultOf(['other', ...few]), resultOf(['other'])).growth[0]!;
    expect(gone).toMatchObject({ growth: { keys: -2 }, unsure: { keys: 0 } });
  });
});
