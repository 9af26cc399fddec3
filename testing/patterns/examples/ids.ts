/** Ids for examples: the same in every run, so that a mistake can be found again. */

/** A UUID that ends in the number. */
export const uuid = (number: number): string =>
  `0f9619ff-8b86-4011-b42d-${String(number).padStart(12, '0').replace(/^0/, 'c')}`;

/** 32 hexadecimal digits. */
export const hex = (number: number): string => uuid(number).replaceAll('-', '');
