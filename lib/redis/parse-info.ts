import { text, type Reply } from './reply';

/** What INFO said: every field, as the text that the server sent. */
export interface Info {
  /** Fields by section; names of sections in lower case (`# CPU` on one version is `# Cpu` on another). */
  sections: Record<string, Record<string, string>>;
  /** The same fields without their sections. */
  fields: Record<string, string>;
}

/**
 * Reads a reply of INFO, whole or of some sections, of any version and engine; CLUSTER INFO has the same lines.
 *
 * @param reply the text
 * @returns sections and fields, unknown ones included; both empty for `null`, an error or an empty text (what
 *   `INFO everything` answers before 6.0). A line is cut at its first `:` and its value is kept as it is. The
 *   first of several fields of one name wins: the server's own sections are printed before those of modules,
 *   and Valkey 9 repeats cluster fields in a later section.
 */
export function parseInfo(reply: Reply): Info {
  const info: Info = { sections: {}, fields: {} };
  let section: Record<string, string> | null = null;

  for (const line of (text(reply) ?? '').split(/\r?\n/)) {
    if (line.startsWith('#')) {
      section = openSection(info, line.slice(1).trim().toLowerCase());
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1);
    keepFirst(info.fields, name, value);
    if (section) keepFirst(section, name, value);
  }
  return info;
}

function openSection(info: Info, name: string): Record<string, string> {
  if (!Object.hasOwn(info.sections, name)) info.sections[name] = {};
  return info.sections[name]!;
}

function keepFirst(fields: Record<string, string>, name: string, value: string) {
  if (!Object.hasOwn(fields, name)) fields[name] = value;
}
