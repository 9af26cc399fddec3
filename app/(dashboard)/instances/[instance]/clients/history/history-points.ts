/** How many points the charts of connections have: the page asks the server and the browser the same. */
export const HISTORY_POINTS = 200;
/** How many groups have a colour of their own; all others share the eighth. */
export const HISTORY_SERIES = 7;
