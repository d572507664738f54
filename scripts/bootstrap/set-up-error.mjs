/** What keeps a checkout from being set up, said in one sentence that needs no stack. */
export class SetUpError extends Error {}
