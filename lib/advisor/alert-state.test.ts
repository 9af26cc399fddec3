import { describe, expect, test } from 'vitest';
import { nextAlertState, QUIET, type AlertEvent, type AlertState } from './alert-state';
import { severityAbove } from './levels';
import type { FoundSeverity, Verdict } from './rule';

const fine: Verdict = { kind: 'fine', sentence: 'Memory is at 40 %.' };
const unchecked: Verdict = { kind: 'unchecked', because: 'it does not answer' };
const found = (severity: FoundSeverity, sentence = 'Memory is at 85 %.'): Verdict => ({
  ...{ kind: 'found', severity, sentence, remedy: 'Raise the limit.' },
  evidence: [{ label: 'Memory', value: 0.85, unit: 'ratio' }],
});

const LOOK_MS = 5_000;

/** Looks at the verdicts one after the other, every five seconds. */
function looks(verdicts: readonly Verdict[], forSeconds: number, from: AlertState = QUIET) {
  let state = from;
  const events: [number, AlertEvent][] = [];
  verdicts.forEach((verdict, index) => {
    const next = nextAlertState(state, verdict, { now: index * LOOK_MS, forSeconds });
    state = next.state;
    if (next.event) events.push([index, next.event]);
  });
  return { state, events };
}
const times = (count: number, verdict: Verdict) => Array.from({ length: count }, () => verdict);

describe('an alert', () => {
  test('opens once it was found for as long as its rule says, and tells since when', () => {
    const { state, events } = looks([fine, ...times(5, found('warning'))], 20);
    expect(events).toEqual([[5, 'opened']]);
    expect(state.open).toMatchObject({ since: LOOK_MS, openedAt: 5 * LOOK_MS, severity: 'warning' });
  });

  test('opens at the first look where its rule does not wait', () => {
    expect(looks([found('critical')], 0).events).toEqual([[0, 'opened']]);
  });

  test('does not open where one fine look breaks the wait', () => {
    const almost = times(4, found('warning'));
    expect(looks([...almost, fine, ...almost, fine], 20).events).toEqual([]);
  });

  test('does not open on what was not known meanwhile', () => {
    const almost = times(3, found('warning'));
    expect(looks([...almost, ...times(9, unchecked), ...almost], 20).events).toEqual([]);
  });

  test('is never opened by advice, and closes where only advice is left', () => {
    expect(looks(times(50, found('advice')), 0)).toEqual({ state: QUIET, events: [] });
    expect(looks([found('warning'), ...times(3, found('advice'))], 0).events).toEqual([
      [0, 'opened'],
      [2, 'closed'],
    ]);
  });

  test('closes once it has been fine for as long, and not before', () => {
    const { events, state } = looks([found('warning'), ...times(2, fine)], 0);
    expect(events).toEqual([
      [0, 'opened'],
      [2, 'closed'],
    ]);
    expect(state).toEqual(QUIET);
    const opened = looks(times(5, found('warning')), 20).state;
    expect(looks(times(4, fine), 20, opened).events).toEqual([]);
    expect(looks(times(5, fine), 20, opened).events).toEqual([[4, 'closed']]);
  });

  test('closes where its rule does not apply any more', () => {
    const events = looks([found('warning'), ...times(2, { kind: 'inapplicable' } as Verdict)], 0).events;
    expect(events.at(-1)).toEqual([2, 'closed']);
  });

  test('rises and falls while it is open, with the words of now, and remembers its worst', () => {
    const { state, events } = looks(
      [found('warning'), found('critical', 'Memory is at 95 %.'), found('warning', 'Memory is at 84 %.')],
      0,
    );
    expect(events).toEqual([
      [0, 'opened'],
      [1, 'worse'],
      [2, 'better'],
    ]);
    expect(state.open).toMatchObject({
      severity: 'warning',
      worst: 'critical',
      sentence: 'Memory is at 84 %.',
    });
  });

  test('stays open while it cannot be judged, says why, and begins its wait for the end anew', () => {
    const opened = looks(times(5, found('warning')), 20).state;
    const blind = looks([fine, fine, ...times(100, unchecked)], 20, opened);
    expect(blind.events).toEqual([]);
    expect(blind.state.open).toMatchObject({ unchecked: 'it does not answer', fineSince: null });
    expect(looks(times(4, fine), 20, blind.state).events).toEqual([]);
    expect(looks(times(4, fine), 20, blind.state).state.open?.unchecked).toBeNull();
  });
});

/** Numbers 0…1 that are the same at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a value that trembles around its threshold for a day', () => {
  const LOOKS = 86_400 / 5;
  const LEVEL = { warning: 0.8, critical: null };

  test.each([1, 2, 3, 4, 5])(
    'opens one alert, not twenty, with the hysteresis of rules (seed %i)',
    (seed) => {
      const random = seeded(seed);
      let was: FoundSeverity | null = null;
      let crossings = 0;
      const verdicts = Array.from({ length: LOOKS }, () => {
        const value = 0.8 + (random() - 0.5) * 0.08;
        crossings += Number(value >= LEVEL.warning);
        was = severityAbove(value, LEVEL, was);
        return was === null ? fine : found(was);
      });
      expect(crossings).toBeGreaterThan(1_000);
      for (const forSeconds of [0, 60, 300])
        expect(looks(verdicts, forSeconds).events.map(([, event]) => event)).toEqual(['opened']);
    },
  );

  test.each([1, 2, 3, 4, 5])('opens none without it, where the rule waits five minutes (seed %i)', (seed) => {
    const random = seeded(seed);
    const verdicts = Array.from({ length: LOOKS }, () => (random() < 0.5 ? fine : found('warning')));
    expect(looks(verdicts, 300).events).toEqual([]);
    const opened = looks(times(61, found('warning')), 300).state;
    expect(looks(verdicts, 300, opened).events).toEqual([]);
  });
});
