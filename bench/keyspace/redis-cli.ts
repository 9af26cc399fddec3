import { spawn } from 'node:child_process';

/** How many keys a second `redis-cli --memkeys` looks at: the peer, which asks TYPE and MEMORY USAGE of each key. */
export async function keysPerSecondOfRedisCli(port: number, keys: number): Promise<number> {
  const began = performance.now();
  await new Promise<void>((resolve, reject) => {
    const child = spawn('redis-cli', ['-p', String(port), '--memkeys'], { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`redis-cli --memkeys ended with ${code}.`)),
    );
  });
  return (keys / (performance.now() - began)) * 1_000;
}
