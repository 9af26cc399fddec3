import {
  countAsynqTasks,
  enqueueAsynqTask,
  fileAsynqTask,
  groupAsynqTask,
  takeAsynqTask,
  writeAsynqServers,
} from '../library-queues/asynq';
import { sent, written, type Examples } from './example';

const PROCESS = '{host:7:5f2c1f5e-1f6f-4a4b-9b1a-0a5a2f3f4f5f}';
const STATES = ['scheduled', 'retry', 'archived', 'completed'] as const;

export const asynqExamples: Examples = (now) => {
  const seconds = Math.floor(now / 1000);
  const day = new Date(now).toISOString().slice(0, 10);
  const key = (rest: string) => `asynq:{default}:${rest}`;
  return [
    written(
      [
        enqueueAsynqTask('default', 't1', now - 9_000, true),
        takeAsynqTask('default', 't2', seconds + 30),
        ...STATES.map((state) => fileAsynqTask('default', state, seconds + 60, `t-${state}`)),
        groupAsynqTask('default', 'digest', 't3', seconds - 20),
        countAsynqTasks('default', day, 9, 2),
        writeAsynqServers(seconds),
        sent([['SET', key('paused'), seconds]]),
      ],
      [
        'asynq',
        {
          queues: 'asynq:queues',
          servers: ['asynq:servers', 'asynq:workers', 'asynq:schedulers'],
          server: [`asynq:servers:${PROCESS}`, `asynq:workers:${PROCESS}`, 'asynq:schedulers:{host:7:a1}'],
          history: 'asynq:scheduler_history:e1',
          pending: key('pending'),
          active: key('active'),
          state: [...STATES, 'lease'].map(key),
          task: ['t1', 't2', 't3', ...STATES.map((state) => `t-${state}`)].map((id) => key(`t:${id}`)),
          total: [key('processed'), key('failed')],
          daily: [key(`processed:${day}`), key(`failed:${day}`)],
          paused: key('paused'),
          unique: key('unique:email:send:0123456789abcdef0123456789abcdef'),
          groups: key('groups'),
          group: [key('g:digest'), key('g:digest:s1')],
          aggregations: key('aggregation_sets'),
        },
      ],
    ),
  ];
};
