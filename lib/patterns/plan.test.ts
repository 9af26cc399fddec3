import { describe, expect, test } from 'vitest';
import type { Reply } from '@/lib/redis/reply';
import { answer, ask, askOne, settled, storedReply, together, transact, type Plan, type Step } from './plan';

/** Runs a plan against answers for each step, and notes the steps. */
function run<T>(plan: Plan<T>, respond: (step: Step) => Reply[]): { result: T; steps: Step[] } {
  const steps: Step[] = [];
  let next = plan.next();
  while (!next.done) {
    steps.push(next.value);
    next = plan.next(respond(next.value));
  }
  return { result: next.value, steps };
}

/** Answers each command with its own words. */
const echo = ({ commands }: Step): Reply[] => commands.map((command) => command.join(' '));

const names = (steps: Step[]) => steps.map(({ commands }) => commands.map(([name, key]) => `${name} ${key}`));

describe('asking', () => {
  test('nothing makes no step', () => {
    expect(run(ask([]), echo)).toEqual({ result: [], steps: [] });
    expect(run(answer(7), echo)).toEqual({ result: 7, steps: [] });
  });

  test('hands errors in as they are, unless there is but one command', () => {
    const error = new Error('WRONGTYPE');
    expect(run(ask([['GET', 'a']]), () => [error]).result).toEqual([error]);
    expect(() => run(askOne('GET', 'a'), () => [error])).toThrow(error);
    expect(run(askOne('GET', 'a'), () => []).result).toBeNull();
  });
});

describe('a transaction', () => {
  const commands = [
    ['INCR', 'a'],
    ['INCR', 'b'],
  ] as const;

  test('is one atomic step', () => {
    const { result, steps } = run(transact(commands), echo);
    expect(result).toEqual(['INCR a', 'INCR b']);
    expect(steps).toEqual([{ commands, atomic: true }]);
  });

  test('is null where a watched key had changed', () => {
    expect(run(transact(commands), () => []).result).toBeNull();
  });

  test('throws the first error', () => {
    expect(() => run(transact(commands), () => [1, new Error('OOM')])).toThrow('OOM');
  });
});

describe('plans side by side', () => {
  function* twoSteps(key: string): Plan<string> {
    const [first] = yield* ask([['GET', key]]);
    const [second] = yield* ask([['TTL', key]]);
    return `${String(first)}, ${String(second)}`;
  }
  function* failing(): Plan<string> {
    yield* ask([['GET', 'x']]);
    throw new Error('no');
  }

  test('share their round trips, and keep their replies apart', () => {
    const { result, steps } = run(together([twoSteps('a'), answer('b'), twoSteps('c')]), echo);
    expect(result).toEqual(['GET a, TTL a', 'b', 'GET c, TTL c']);
    expect(names(steps)).toEqual([
      ['GET a', 'GET c'],
      ['TTL a', 'TTL c'],
    ]);
  });

  test('fail one by one', () => {
    const { result } = run(together([failing(), twoSteps('a')]), echo);
    expect(result).toEqual([new Error('no'), 'GET a, TTL a']);
  });

  test('send atomic steps alone', () => {
    function* counting(): Plan<Reply> {
      return (yield* transact([['INCR', 'n']]))![0]!;
    }
    const { result, steps } = run(together<Reply>([counting(), twoSteps('a'), counting()]), echo);
    expect(result).toEqual(['INCR n', 'GET a, TTL a', 'INCR n']);
    expect(steps.filter(({ atomic }) => atomic).map(({ commands }) => commands.length)).toEqual([1, 1]);
  });

  test('are none, or have as many steps as each needs', () => {
    expect(run(together([]), echo)).toEqual({ result: [], steps: [] });
    function* steps(count: number): Plan<number> {
      for (let at = 0; at < count; at++) yield* ask([['PING', at]]);
      return count;
    }
    expect(run(together([steps(0), steps(3), steps(1)]), echo).result).toEqual([0, 3, 1]);
  });
});

test('a reply that is due to what is stored is null; a refusal is thrown', () => {
  expect(settled(undefined)).toBeNull();
  expect(storedReply(new Error('WRONGTYPE Operation against a key'))).toBeNull();
  expect(storedReply(new Error("ERR unknown command 'TS.RANGE'"))).toBeNull();
  expect(storedReply('x')).toBe('x');
  expect(() => storedReply(new Error('NOPERM this user has no permissions'))).toThrow('NOPERM');
});
