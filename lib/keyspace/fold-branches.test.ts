import { expect, it } from 'vitest';
import { foldBranches, type FoundBranch } from './fold-branches';

const fold = (names: string[], prefix = '', separator = ':') => {
  const branches = new Map<string, FoundBranch>();
  foldBranches(branches, names, { prefix, separator });
  return [...branches.values()].map(({ label, keys, isKey }) => [label, keys, isKey]);
};

it.each<[string, string[], string, string, unknown[]]>([
  [
    'names without a separator are keys',
    ['a', 'b'],
    '',
    ':',
    [
      ['a', 0, true],
      ['b', 0, true],
    ],
  ],
  ['what lies below is counted at any depth', ['u:1', 'u:2:x', 'u:2:y:z'], '', ':', [['u', 3, false]]],
  ['a branch may be a key too', ['u', 'u:1'], '', ':', [['u', 1, true]]],
  [
    'one level below a prefix',
    ['u:1', 'u:2:x', 'u:2'],
    'u:',
    ':',
    [
      ['1', 0, true],
      ['2', 1, true],
    ],
  ],
  [
    'a name that ends with the separator has a child without a name',
    ['u:', 'u::x'],
    'u:',
    ':',
    [['', 1, true]],
  ],
  ['the key that is the prefix itself', ['u:'], 'u:', ':', [['', 0, true]]],
  [
    'a separator of several bytes',
    ['a--b--c', 'a-b'],
    '',
    '--',
    [
      ['a', 1, false],
      ['a-b', 0, true],
    ],
  ],
  ['bytes that are no text', ['\xff\x00:\xfe'], '', ':', [['\xff\x00', 1, false]]],
  ['a name of another prefix is left out', ['v:1'], 'u:', ':', []],
  ['the key without a name', [''], '', ':', [['', 0, true]]],
])('%s', (_title, names, prefix, separator, branches) =>
  expect(fold(names, prefix, separator)).toEqual(branches),
);

it('adds up over pages', () => {
  const branches = new Map<string, FoundBranch>();
  for (const names of [
    ['u:1', 'v'],
    ['u:2', 'u'],
  ])
    foldBranches(branches, names, { prefix: '', separator: ':' });
  expect(branches.get('u')).toEqual({ label: 'u', keys: 2, isKey: true });
});
