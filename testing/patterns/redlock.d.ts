/** What the tests use of redlock 4, which brings no types. */
declare module 'redlock' {
  interface Lock {
    resource: string[];
    value: string;
    unlock(): Promise<void>;
  }
  export default class Redlock {
    constructor(clients: readonly object[], options?: { retryCount?: number });
    lock(resource: string, ttlMs: number): Promise<Lock>;
  }
}
