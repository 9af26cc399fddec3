import { bucketAt } from '@/lib/patterns/clock';
import {
  writeAnalytics,
  writeApiRequest,
  writeArticleView,
  writeCounter,
  writeEvent,
  writePageTotals,
  writePageView,
  writeRequests,
} from '@/lib/patterns/counters/write';
import { stored, written, type Examples } from './example';

export const counterExamples: Examples = (now) => {
  const hour = bucketAt('YYYYMMDDHH', now).name;
  const day = bucketAt('YYYYMMDD', now).name;
  const month = bucketAt('YYYYMM', now).name;
  const date = bucketAt('YYYY-MM-DD', now).name;
  const epochHour = bucketAt('epochHour', now).name;
  return [
    written(
      [writeCounter(now, 'signups', 3, { country: 'DE', plan: 'free' }), writeCounter(now, 'shop:orders')],
      [
        'counter',
        {
          hourly: [`counter:signups:hourly:${hour}`, `counter:shop:orders:hourly:${hour}`],
          daily: [`counter:signups:daily:${day}`, `counter:shop:orders:daily:${day}`],
          monthly: [`counter:signups:monthly:${month}`, `counter:shop:orders:monthly:${month}`],
          tag: ['counter:signups:tag:country:DE', 'counter:signups:tag:plan:free'],
          total: ['counter:signups', 'counter:shop:orders'],
        },
      ],
    ),
    written(
      [writePageView(now, '/pricing')],
      [
        'page-views',
        {
          hourly: `stats:page_views:/pricing:hourly:${epochHour}`,
          total: 'stats:page_views:/pricing:total',
        },
      ],
    ),
    written(
      [writeEvent(now, 'purchase', 'u7')],
      ['event', { hourly: `stats:purchase:hour:${hour}`, total: 'stats:purchase:total' }],
      ['event-users', { daily: `stats:purchase:users:${day}` }],
    ),
    written(
      [writePageTotals('/about')],
      ['page-hits', { total: 'stats:page_views:/about' }],
      ['page-stats', { total: 'stats:page:/about' }],
      ['page-totals', { total: 'page:/about:views' }],
    ),
    written([writeArticleView(now, 'tea')], ['article-views', { daily: `page:views:tea:${date}` }]),
    stored('article-views', { 'daily-compact': ['INCR', `page:views:coffee:${day}`] }),
    written([writeApiRequest('7')], ['api-requests', { total: 'api:user:7:requests' }]),
    written([writeRequests(9, 1)], ['realtime', { tally: 'metrics:realtime' }]),
    written(
      [writeAnalytics(now, 'clicks')],
      [
        'analytics',
        {
          hourly: `analytics:clicks:hourly:${hour}`,
          daily: `analytics:clicks:daily:${day}`,
          monthly: `analytics:clicks:monthly:${month}`,
        },
      ],
    ),
    stored('dated-count', {
      hourly: ['INCR', `downloads:${hour}`],
      daily: ['INCRBY', `mails_sent:${date}`, 41],
      'daily-compact': ['INCRBYFLOAT', `revenue:eu:${day}`, '99.5'],
    }),
  ];
};
