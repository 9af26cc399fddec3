import { expect, it } from 'vitest';
import { fieldsOf, numbersIn } from './numbers';

it('numbers by path; times, ids, arrays and texts are none', () => {
  const event = {
    ...{ user_id: 7, userId: 8, id: 9, created_at: 1_732_180_000, name: 'x', items: [1, 2], price: '3' },
    data: { price: 12.5, deep: { deeper: { deepest: 1 } } },
  };
  expect(Object.fromEntries(numbersIn(event))).toEqual({ 'data.price': 12.5 });
});

it('texts count where everything is a text', () => {
  expect(Object.fromEntries(numbersIn({ price: '3', unit: 'eur', none: '' }, { texts: true }))).toEqual({
    price: 3,
  });
});

it('what has a usual name comes first', () => {
  const samples = [
    new Map([['humidity', 1]]),
    new Map([
      ['humidity', 1],
      ['data.price', 2],
    ]),
  ];
  expect(fieldsOf(samples)).toEqual(['data.price', 'humidity']);
});
