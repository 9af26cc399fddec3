import { expect, it } from 'vitest';
import { toCsv } from './csv';

it('quotes what needs it and leaves unknown cells empty', () => {
  expect(
    toCsv(
      ['name', 'n'],
      [
        ['a,b', 1],
        ['say "hi"', null],
        ['two\nlines', 0.5],
      ],
    ),
  ).toBe('name,n\r\n"a,b",1\r\n"say ""hi""",\r\n"two\nlines",0.5\r\n');
});

it('never lets a client name become a formula of a spreadsheet', () => {
  expect(toCsv(['name'], [['=HYPERLINK("http://x")'], ['@cmd'], [-5]])).toBe(
    'name\r\n"\'=HYPERLINK(""http://x"")"\r\n\'@cmd\r\n-5\r\n',
  );
});
