import { toDisplay, toText, type Bytes } from './bytes';
import { endOfString, endOfValue } from './json-text';

/** What stands where a secret was. */
export const MASKED = '(masked)';

const SECRET_WORDS =
  'pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|api[-_]?key|private[-_]?key|authorization|auth|' +
  'cookie|session(?:[-_]?(?:id|key))?|signature|otp|cvv|cvc|card[-_]?number|iban|ssn';

/** `password`, `user_pass`, `accessToken`, `X-Api-Key`; not `passenger` or `author`. */
const SECRET_NAME = new RegExp(`(?:^|[-_. ])(?:${SECRET_WORDS})(?:s|[-_. ]?(?:hash|value))?$`, 'i');

/** Whether a field's value is nobody's business, by its name. */
export const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'));

/** What is a secret by its form: a bearer's token, a JSON Web Token. */
const SECRET_FORM = /\bBearer\s+[\w.~+/=-]+|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/** The password of an address: `redis://app:hunter2@host`. What stands before `://` would take long to look for. */
const URL_PASSWORD = /(:\/\/[^\s/:@"']*:)[^\s/@"']+(?=@)/g;

/** `password=x`, `'token': 'y'`, `\"secret\":\"z\"` in what is no JSON, or is JSON within a string of JSON. */
const SECRET_PAIR = new RegExp(
  `((?:^|[^a-z])(?:${SECRET_WORDS})\\\\*["']?\\s*(?:=>|[:=])\\s*\\\\*["']?)(?!\\(masked\\))[^\\s"'\\\\,;&(){}[\\]]+`,
  'gi',
);

/** More than this of one value is not looked at: whoever wants all of it opens the key. */
const MOST_LOOKED_AT = 16_384;

/**
 * A value for people: what a secret's name stands before, or what looks like one, is left out.
 * @param most characters; what is longer ends with `…`
 */
export function maskedText(value: Bytes, most: number): string {
  const head = value.slice(0, MOST_LOOKED_AT);
  // A cut may have split a character's bytes; the whole must then not be taken for binary.
  const text = toText(head) === null && toText(value) !== null ? toText(value)! : toDisplay(head);
  const masked = maskPairs(maskMembers(text.slice(0, MOST_LOOKED_AT)));
  return masked.length <= most && head.length === value.length ? masked : `${masked.slice(0, most)}…`;
}

const maskPairs = (text: string): string =>
  text
    .replace(SECRET_FORM, MASKED)
    .replace(URL_PASSWORD, (_, address: string) => address + MASKED)
    .replace(SECRET_PAIR, (_, name: string) => name + MASKED);

/** Masks the members of JSON, at any depth, whose names say so; of a secret object nothing is left. */
function maskMembers(text: string): string {
  let masked = '';
  let from = 0;
  for (let quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', from)) {
    const end = endOfString(text, quote);
    const [colon] = /^\s*:\s*/.exec(text.slice(end, end + 20)) ?? [];
    let next = end;
    masked += text.slice(from, end);
    if (colon !== undefined && isSecretName(text.slice(quote + 1, end - 1))) {
      next = endOfValue(text, end + colon.length);
      masked += `${colon}"${MASKED}"`;
    }
    from = next;
  }
  return masked + text.slice(from);
}
