import type { Action } from './actions';

/** What may be done with analyses of the keyspace: rows of `ACTIONS`. They read keys and change none. */
export const ANALYSIS_ACTIONS = {
  'analysis.start': {
    title: 'Analyse keyspace',
    command: 'scan',
    danger: 'none',
    effect:
      'Goes over the keys of every primary with pauses and asks how large each is. It goes on when the page is closed.',
    ours: true,
  },
  'analysis.pause': {
    title: 'Pause analysis',
    command: 'scan',
    danger: 'none',
    effect: 'Closes its connections and keeps where it is.',
    ours: true,
  },
  'analysis.continue': {
    title: 'Continue analysis',
    command: 'scan',
    danger: 'none',
    effect: 'Goes on where it paused, if the server was not restarted meanwhile.',
    ours: true,
  },
  'analysis.cancel': {
    title: 'Cancel analysis',
    command: 'scan',
    danger: 'none',
    effect: 'Ends it. What was counted until then stays as a sample.',
    ours: true,
  },
  'analysis.pace': {
    title: 'Change pace',
    command: 'scan',
    danger: 'none',
    effect: 'Changes how much the analysis may slow others down from now on.',
    ours: true,
  },
  'analysis.forget': {
    title: 'Forget analysis',
    command: 'scan',
    danger: 'costly',
    effect: 'The result is deleted; later ones cannot be compared with it. The keys stay as they are.',
    ours: true,
  },
} as const satisfies Record<`analysis.${string}`, Action>;
