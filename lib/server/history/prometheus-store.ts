import 'server-only';
import { parseMatrix, type MatrixSeries } from '@/lib/prometheus/parse-matrix';
import { AppError } from '../errors';

/** Where a Prometheus-compatible store answers, and how it knows us. */
export interface StoreAddress {
  /** `https://prometheus.internal/prefix`, without user and password. */
  url: string;
  /** The header, whole. */
  authorization: string | null;
}

const TIMEOUT_MS = 10_000;
const LONGEST_REASON = 200;

/** Asks a store by its HTTP API. Every failure is an AppError that names the store, and never what opens it. */
export class PrometheusStore {
  constructor(private readonly address: StoreAddress) {}

  /**
   * One expression at each step of a span, its end included.
   * @param stepMs at least a 11,000th of the span: the store gives no more points
   */
  async range(query: string, startMs: number, endMs: number, stepMs: number): Promise<MatrixSeries[]> {
    const form = { query, start: seconds(startMs), end: seconds(endMs), step: seconds(stepMs) };
    return this.matrix(await this.ask('query_range', form));
  }

  /** The readings themselves of a series over some time before a moment: `redis_up{…}[10m]`. */
  async readings(query: string, atMs: number): Promise<MatrixSeries[]> {
    return this.matrix(await this.ask('query', { query, time: seconds(atMs) }));
  }

  /** Whether the store has a series of this selector in a span. */
  async has(selector: string, startMs: number, endMs: number): Promise<boolean> {
    const form = { 'match[]': selector, start: seconds(startMs), end: seconds(endMs) };
    const { data } = (await this.ask('series', form)) as { data?: unknown };
    return Array.isArray(data) && data.length > 0;
  }

  private matrix(json: unknown): MatrixSeries[] {
    const series = parseMatrix(json);
    if (series) return series;
    throw this.failed('answers something that is no Prometheus API.', 'HISTORY_URL names another service.');
  }

  private async ask(path: string, form: Record<string, string>): Promise<unknown> {
    const response = await fetch(`${this.address.url}/api/v1/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: this.address.authorization === null ? {} : { authorization: this.address.authorization },
      // Elsewhere our password would be somebody else's.
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: Error) => {
      const late = error.name === 'TimeoutError';
      throw this.failed(
        late ? `does not answer within ${TIMEOUT_MS / 1000} s.` : 'cannot be reached.',
        'Check that it runs, and HISTORY_URL.',
      );
    });
    const body = (await response.json().catch(() => null)) as { status?: unknown; error?: unknown } | null;
    if (response.status === 401 || response.status === 403)
      throw this.failed(
        'refuses our password or token.',
        'Correct the user in HISTORY_URL, or HISTORY_TOKEN.',
      );
    if (response.ok && body?.status === 'success') return body;
    const reason = typeof body?.error === 'string' ? `: ${body.error.slice(0, LONGEST_REASON)}` : '.';
    throw this.failed(`answers ${response.status}${reason}`, 'Its own log may say more.');
  }

  private failed(what: string, remedy: string): AppError {
    const { host } = new URL(this.address.url);
    return new AppError('HISTORY_STORE', `The store of the history at ${host} ${what}`, {
      status: 502,
      remedy,
    });
  }
}

const seconds = (ms: number) => (ms / 1000).toFixed(3);
