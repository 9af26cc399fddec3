import { expect, test } from 'vitest';
import { isPrivateAddress } from './forbidden-address';

test.each([
  ...['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...['169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255'],
  ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', 'fec0::1'],
  // A version 4 address in the clothes of a version 6 one.
  ...[
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ],
  ...['', 'localhost', '127.1', 'nonsense'],
])('%j is no address for a webhook', (address) => expect(isPrivateAddress(address)).toBe(true));

test.each(['8.8.8.8', '172.32.0.1', '172.15.0.1', '192.167.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s may be delivered to',
  (address) => expect(isPrivateAddress(address)).toBe(false),
);
