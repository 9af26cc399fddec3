import { connect } from '../servers';

/** Some of everything that shows in the metrics: types, databases, errors, times to live, a slow command. */
export async function putLoadOn(port: number): Promise<void> {
  const redis = connect(port);
  for (let index = 0; index < 200; index += 1) {
    await redis.set(`key:${index}`, 'value', 'EX', 3_600 + index);
    await redis.get(`key:${index % 300}`);
    await redis.get(`missing:${index}`);
  }
  await redis.lpush('list', 'a', 'b');
  await redis.get('list').catch(() => undefined);
  await redis.call('GET').catch(() => undefined);
  await redis.call('NO-SUCH-COMMAND "with quotes"').catch(() => undefined);
  await redis.eval('return redis.call("INCR", KEYS[1])', 1, 'counter');
  await redis.call('CONFIG', 'SET', 'slowlog-log-slower-than', '0', 'latency-monitor-threshold', '1');
  await redis.eval('for i = 1, 2000000 do end return 1', 0);
  await redis.call('CONFIG', 'SET', 'slowlog-log-slower-than', '10000');
  await redis.select(3);
  await redis.set('elsewhere', '1');
  redis.disconnect();
}
