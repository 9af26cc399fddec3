/**
 * Whether a setting's value is a secret: `requirepass`, `masterauth`, `primaryauth`, `masteruser`,
 * `primaryuser`, `tls-key-file-pass`, `sentinel-pass`, `auth-pass`, Kvrocks's `namespace.*` and their like.
 *
 * By pattern and not by list, so that the next version's password is hidden before anyone has read its notes.
 * @param name a setting of CONFIG or an option of SENTINEL SET, in any case
 */
export function isSecretSetting(name: string): boolean {
  return SECRET.test(name) && !HARMLESS.test(name);
}

const SECRET =
  /pass|secret|token|credential|(?:master|primary|replica|auth|sentinel|cluster)[-_]?(?:auth|user)|^namespace\./i;

/** How client certificates are treated: `yes`, `no`, `optional`. */
const HARMLESS = /^tls-auth-clients/i;
