import type { Bytes } from './bytes';
import { isSecretName, maskedText } from './masking';

/**
 * What else names a secret where a whole field is a setting or an attribute. Rather once too often: who must see such
 * a value reads the key itself.
 */
const SECRET_FIELDS = [
  /pass(?:word|wd|phrase|code)|secret|credential/i,
  // `dbpass`, but no compass.
  /(?<!com|by|tres|sur)pass$/i,
  // `stripe_key` and `apikey`, but no `key_prefix` and no monkey.
  /(?:^|[-_. ])keys?$|(?:api|access|private|signing|encryption|master|license|auth)keys?$/i,
  // `token_value`, but no tokenizer.
  /tokens?(?:$|[-_. ])/i,
  /(?:^|[-_. ])(?:pin|salt|dsn|totp|mfa|jwt|bearer|nonce|csrf)$/i,
];

/** Values that are secrets under any name: keys in PEM, keys of known services, password hashes, Fernet's. */
const SECRET_VALUE =
  /^(?:-----BEGIN [A-Z ]*PRIVATE KEY|(?:sk|rk|whsec)_\w{8,}|gh[opsu]_\w{20,}|xox[abprs]-|AKIA[A-Z\d]{12,}|\$(?:2[aby]|argon2\w*|scrypt)\$|gAAAAA[\w-]{20,})/;

/** How much of a field's value people are shown, in characters. */
const SHOWN = 300;

/** A field of a hash for people: its value, secrets within it masked; `null` where all of it is or may be a secret. */
export function maskedField(name: Bytes, value: Bytes, most = SHOWN): string | null {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1_$2');
  const isSecret =
    isSecretName(name) || SECRET_FIELDS.some((field) => field.test(words)) || SECRET_VALUE.test(value);
  return isSecret ? null : maskedText(value, most);
}
