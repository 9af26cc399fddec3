import { describe, expect, test } from 'vitest';
import { toBytes } from '../bytes';
import { fingerprint, isNamed, jobFacts, jobFields, jobState } from './job-facts';

const facts = (value: unknown) =>
  jobFacts(toBytes(typeof value === 'string' ? value : JSON.stringify(value)));

describe('a job says', () => {
  test('in document 001’s words', () => {
    expect(
      facts({
        id: 'a',
        type: 'mail',
        data: { to: 'ann' },
        status: 'failed',
        created_at: 1.7e9,
        started_at: 1.7e9 + 5,
        finished_at: 1.7e9 + 6,
        priority: 0,
        result: 'refused',
      }),
    ).toEqual({
      id: 'a',
      type: 'mail',
      status: 'failed',
      enqueuedAt: 1.7e12,
      startedAt: 1.7e12 + 5000,
      finishedAt: 1.7e12 + 6000,
      dueAt: null,
      attempts: null,
      priority: 0,
      error: 'refused',
      payload: '{"to":"ann"}',
    });
  });

  test('in other words, as far as they can be read', () => {
    expect(
      facts({ taskId: 7, name: 'x', enqueuedAt: '2023-11-14T22:13:20Z', attemptsMade: 2 }),
    ).toMatchObject({
      id: '7',
      type: 'x',
      enqueuedAt: 1.7e12,
      attempts: 2,
      payload: '',
    });
    expect(facts({ id: null, type: {}, created_at: 'soon', attempts: 'many' })).toMatchObject({
      id: null,
      type: null,
      enqueuedAt: null,
      attempts: null,
    });
  });

  test('long ids unrounded, and what is no JSON as it is', () => {
    expect(facts('{"id":12345678901234567890}').id).toBe('12345678901234567890');
    expect(facts('ünlimited')).toMatchObject({ id: null, payload: 'ünlimited' });
    expect(facts('[1,2]').payload).toBe('[1,2]');
  });

  test('nothing of a result that is none', () => {
    expect(facts({ status: 'completed', result: 'sent' })).toMatchObject({
      error: null,
      payload: '{"result": "sent"}',
    });
  });
});

test.each([
  ['{"status":"failed","created_at":1.7e9,"started_at":"x","attempts":2,"priority":1}'],
  ['{"state":"done","ts":1.7e12,"completed_at":1.7e9,"retries":0}'],
  ['no job'],
])('where it stands is the same, read in short: %s', (text) => {
  expect(facts(text)).toMatchObject(jobState(text));
});

test('fields are masked, each by its name and its content', () => {
  expect(jobFields('{"id":1,"token":"x","url":"?secret=y","data":{"password":"z"}}')).toEqual([
    { name: 'id', value: '1' },
    { name: 'token', value: '(masked)' },
    { name: 'url', value: '?secret=(masked)' },
    { name: 'data', value: '{"password":"(masked)"}' },
  ]);
  expect(jobFields('text')).toEqual([{ name: 'value', value: 'text' }]);
});

test('an element is named by its id, by itself or by its handle', () => {
  const element = '{"job_id": "j1", "n": "j2"}';
  expect(isNamed(element, 'j1')).toBe(true);
  expect(isNamed(element, 'j2')).toBe(false);
  expect(isNamed(element, fingerprint(element))).toBe(true);
  expect(isNamed('~x', '~x')).toBe(true);
  expect(fingerprint(element)).toMatch(/^~[0-9a-f]{16}$/);
  expect(fingerprint('a')).not.toBe(fingerprint('b'));
});
