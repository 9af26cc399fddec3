/**
 * Ids of columns for fields that users name: each is a word that the filter of a table knows, and taken once.
 * @param reserved ids of the other columns
 */
export function columnIds(fields: readonly string[], reserved: readonly string[]): string[] {
  const taken = new Set(reserved);
  return fields.map((field) => {
    const word = field.replace(/[^\w-]/g, '_').replace(/^-+/, '') || 'field';
    let id = taken.has(word) ? `field-${word}` : word;
    for (let count = 2; taken.has(id); count++) id = `field-${word}-${count}`;
    taken.add(id);
    return id;
  });
}
