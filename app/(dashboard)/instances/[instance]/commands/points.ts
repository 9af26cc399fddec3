/** How many points a chart of half the page can show. */
export const COMMAND_POINTS = 150;
