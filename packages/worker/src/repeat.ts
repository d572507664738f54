/** Does something now and again and again, never twice at once; gives a function that stops it. */
export function repeat(act: () => Promise<void>, everyMs: number): () => Promise<void> {
  let acting = act();
  const again = (): void => {
    acting = acting.then(act);
  };
  const timer = setInterval(again, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await acting;
  };
}
