import 'server-only';
import { EXPOSITION_TYPE, renderExposition, type ExposedNode } from '@/lib/prometheus/exposition';
import { toErrorBody } from '../errors';
import { requireScraper } from './require-scraper';

const SAFE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/**
 * A GET route for a Prometheus: who may scrape → the nodes → text. Errors are text too, since that is what its page
 * of targets shows.
 * @param produce makes the answer from the query of the address
 */
export function metricsRoute(produce: (query: URLSearchParams) => ExposedNode[]) {
  return (request: Request): Response => {
    try {
      requireScraper(request.headers);
      const text = renderExposition(produce(new URL(request.url).searchParams));
      return new Response(text, { headers: { ...SAFE, 'content-type': EXPOSITION_TYPE } });
    } catch (error) {
      const { status, body } = toErrorBody(error);
      const { message, remedy } = body.error;
      return new Response(`${[message, remedy].filter(Boolean).join(' ')}\n`, {
        status,
        headers: {
          ...SAFE,
          'content-type': 'text/plain; charset=utf-8',
          ...(status === 401 && { 'www-authenticate': 'Bearer realm="metrics"' }),
        },
      });
    }
  };
}
