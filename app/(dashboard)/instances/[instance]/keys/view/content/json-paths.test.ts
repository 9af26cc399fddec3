import { describe, expect, it } from 'vitest';
import { pathsAbove } from './json-paths';

describe('the way into a document', () => {
  it('has a step for each name and index', () => {
    expect(pathsAbove('$')).toEqual([{ path: '$', label: '$' }]);
    expect(pathsAbove('$.orders[3]["first name"]')).toEqual([
      { path: '$', label: '$' },
      { path: '$.orders', label: 'orders' },
      { path: '$.orders[3]', label: '3' },
      { path: '$.orders[3]["first name"]', label: 'first name' },
    ]);
  });
});
