import { expect, test } from 'vitest';
import { beforeInWords, gainOf, moveInWords, moveOf } from './movement';

const before = { place: 5, score: 340 };
const movement = { sampled: true, moments: [1], since: 1, kept: 200, complete: false };

test('who stands higher than before has climbed', () => {
  expect(moveOf({ place: 2, before }, movement)).toBe(3);
  expect(moveOf({ place: 7, before }, movement)).toBe(-2);
  expect(moveOf({ place: 5, before }, movement)).toBe(0);
});

test('who was not among all members is new; of a part of them nobody knows', () => {
  expect(moveOf({ place: 2, before: null }, { ...movement, complete: true })).toBe('new');
  expect(moveOf({ place: 2, before: null }, movement)).toBeNull();
  expect(moveOf({ place: 2, before: null }, { since: null, complete: false })).toBeNull();
});

test('points are won and lost, as far as they are finite', () => {
  expect(gainOf({ score: 350, before })).toBe(10);
  expect(gainOf({ score: 300, before })).toBe(-40);
  expect(gainOf({ score: 'inf', before })).toBeNull();
  expect(gainOf({ score: 1, before: null })).toBeNull();
});

test.each([
  [3, 'up 3 places'],
  [1, 'up 1 place'],
  [-1_200, 'down 1,200 places'],
  [0, 'same place'],
  ['new', 'new'],
  [null, 'unknown'],
] as const)('%s reads %s', (move, words) => expect(moveInWords(move)).toBe(words));

test('what a member was is said as far as it is known', () => {
  expect(beforeInWords({ before }, movement)).toBe('was at place 5 with a score of 340');
  expect(beforeInWords({ before: null }, movement)).toBe('was not among the 200 best that were kept');
  expect(beforeInWords({ before: null }, { ...movement, complete: true })).toBe('was not on the board');
});
