/** Bytes of a string in a page, by default and at most; a whole value that is larger is not decoded. */
export const PAGE_BYTES = 65_536;
export const MOST_PAGE_BYTES = 1_048_576;
