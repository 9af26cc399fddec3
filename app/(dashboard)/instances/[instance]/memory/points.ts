/** How many points the stack over the width of the page can show. */
export const MEMORY_POINTS = 300;
