import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Paths of PEM files, good for a day. The keys have no passphrase. */
export interface TestCertificates {
  ca: string;
  /** For localhost and 127.0.0.1. */
  serverCert: string;
  serverKey: string;
  clientCert: string;
  clientKey: string;
  /** Removes the files. */
  remove: () => void;
}

/**
 * Makes an authority, a server's certificate and a client's certificate in a temporary directory.
 * @throws When there is no openssl on the PATH.
 */
export function testCertificates(): TestCertificates {
  const directory = mkdtempSync(join(tmpdir(), 'hitrate-certificates-'));
  const path = (name: string) => join(directory, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

  const issue = (name: string, extensions: string) => {
    writeFileSync(path(`${name}.ext`), `basicConstraints=CA:FALSE\n${extensions}\n`);
    openssl(
      'req',
      ...newKey,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=hitrate ${name}`,
    );
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-out', `${name}.crt`, '-days', '1', '-sha256'],
      ...['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`],
    );
  };
  openssl(
    ...['req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '1'],
    ...['-subj', '/CN=hitrate test authority'],
  );
  issue('server', 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth');
  issue('client', 'extendedKeyUsage=clientAuth');
  return {
    ca: path('ca.crt'),
    serverCert: path('server.crt'),
    serverKey: path('server.key'),
    clientCert: path('client.crt'),
    clientKey: path('client.key'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
