/**
 * Asks again and again until the answer is yes; an error counts as no.
 * @param what Named in the error.
 * @throws When `timeoutMs` have passed, with the last error as cause.
 */
export async function waitUntil(
  what: string,
  question: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (let cause: unknown; ;) {
    try {
      if (await question()) return;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}.`, { cause });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
