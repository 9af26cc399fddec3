import { bucketAt } from '@/lib/patterns/clock';
import {
  writeActiveUser,
  writeApiUser,
  writeDailyVisitor,
  writeSearchQuery,
  writeVisitor,
} from '@/lib/patterns/uniques/write';
import { stored, written, type Examples } from './example';

export const uniqueExamples: Examples = (now) => {
  const hour = bucketAt('YYYYMMDDHH', now).name;
  const day = bucketAt('YYYYMMDD', now).name;
  const month = bucketAt('YYYYMM', now).name;
  const date = bucketAt('YYYY-MM-DD', now).name;
  return [
    written(
      [writeVisitor(now, 'home', 'ann'), writeVisitor(now, 'home', 'bob')],
      ['visitors', { daily: `visitors:${date}` }],
      ['page-visitors', { daily: `stats:unique_visitors:home:${date}` }],
    ),
    written(
      [writeDailyVisitor(now, 'landing', 'ann'), writeSearchQuery('green tea')],
      ['unique-visitors', { total: ['unique_visitors', 'total_visitors', 'search_queries:unique'] }],
      ['visitors-by-page', { total: 'landing_visitors' }],
      ['daily-unique-visitors', { daily: `daily_unique_visitors:${date}` }],
    ),
    written(
      [writeApiUser('/orders', 'ann')],
      ['api-users', { total: ['api_users:/orders', 'api_users:all'] }],
    ),
    written(
      [
        writeActiveUser(now, 2),
        writeActiveUser(now, 3),
        writeActiveUser(now, 7),
        writeActiveUser(now, 1_042),
      ],
      ['active-users', { daily: `active_users:${date}` }],
      ['dau', { daily: `dau:${date}` }],
      ['user-active', { daily: `user:active:${date}` }],
    ),
    // The same by day in the other spelling, which no writer has.
    stored('visitors', { 'daily-compact': ['SADD', `visitors:${day}`, 'ann', 'bob'] }),
    stored('daily-unique-visitors', { 'daily-compact': ['PFADD', `daily_unique_visitors:${day}`, 'ann'] }),
    stored('active-users', { 'daily-compact': ['SETBIT', `active_users:${day}`, 77, 1] }),
    stored('dau', { 'daily-compact': ['SETBIT', `dau:${day}`, 123_456, 1] }),
    stored('user-active', { 'daily-compact': ['PFADD', `user:active:${day}`, 'ann'] }),
    stored('hyperloglog', {
      hourly: ['PFADD', `ips:${hour}`, '10.0.0.1', '10.0.0.2'],
      daily: ['PFADD', `listeners:${date}`, 'ann'],
      'daily-compact': ['PFADD', `readers:${day}`, 'ann'],
      monthly: ['PFADD', `buyers:${month}`, 'ann'],
      total: ['PFADD', 'known:devices', 'a', 'b', 'c'],
    }),
  ];
};
