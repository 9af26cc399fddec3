import { expect, test } from 'vitest';
import { maskedField } from './secret-fields';

test.each([
  'password',
  'passwordHash',
  'dbpass',
  'smtp_pass',
  'requirepass',
  'payment_api_key',
  'stripeKey',
  'apikey',
  'signing.keys',
  'access_token',
  'tokenValue',
  'csrfToken',
  'client-secret',
  'AWS_CREDENTIALS',
  'password_salt',
  'sentry_dsn',
  'pin',
])('%s is masked', (name) => expect(maskedField(name, 'x')).toBeNull());

test.each([
  'passengers',
  'passport_country',
  'compass',
  'bypass',
  'author',
  'key_prefix',
  'keyboard',
  'monkey',
  'pinned',
  'theme',
])('%s is not', (name) => expect(maskedField(name, 'x')).toBe('x'));

test('secrets that their values give away, and those within a value', () => {
  expect(maskedField('payment', 'sk_live_0123456789')).toBeNull();
  expect(maskedField('hash', '$2b$12$abcdefghijklmnopqrstuv')).toBeNull();
  expect(maskedField('db', 'postgres://shop:hunter2@db:5432/shop')).toBe(
    'postgres://shop:(masked)@db:5432/shop',
  );
  expect(maskedField('login', '{"user":"ann","password":"x"}')).toBe('{"user":"ann","password":"(masked)"}');
});
