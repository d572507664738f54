import { afterEach, describe, expect, it } from "vitest";

/** Claims, by title, that an implementation cannot make, and why. */
export interface SkippedClaims {
  readonly reason: string;
  readonly tests: readonly string[];
}

export interface ClaimsSuite<Subject> {
  /** What is tested, for the suite's title. */
  readonly name: string;
  /** A fresh one for each claim. */
  create(): Promise<Subject>;
  /** Lets go of it after the claim. */
  dispose?(subject: Subject): Promise<void>;
  readonly skip?: readonly SkippedClaims[];
  /** Claims, by title, that are tested; default: all. */
  readonly only?: readonly string[];
  /** How long one claim may take, and letting go of it, in milliseconds; default: as long as any test. */
  readonly timeoutMs?: number;
}

/** Registers a test whose title is a claim. */
export type Claim<Subject> = (title: string, check: (subject: Subject) => Promise<void>) => void;

/** A suite of claims; a name that no claim has fails. */
export function describeClaims<Subject>(suite: ClaimsSuite<Subject>, register: (claim: Claim<Subject>) => void): void {
  const options = suite.timeoutMs === undefined ? {} : { timeout: suite.timeoutMs };
  describe(`the contract of ${suite.name}`, () => {
    const titles = new Set<string>();
    const open: Subject[] = [];

    register((title, check) => {
      titles.add(title);
      if (suite.only?.includes(title) === false) return;
      // oxlint-disable-next-line vitest/valid-title -- a claim comes as a parameter
      it(title, options, async (context) => {
        const skipped = suite.skip?.find(({ tests }) => tests.includes(title));
        if (skipped !== undefined) context.skip(skipped.reason);
        const subject = await suite.create();
        open.push(subject);
        await expect(check(subject)).resolves.toBeUndefined();
      });
    });

    it("every claim that is skipped or chosen exists", () => {
      const named = [...(suite.skip?.flatMap(({ tests }) => tests) ?? []), ...(suite.only ?? [])];
      expect([...titles]).toStrictEqual(expect.arrayContaining(named));
    });

    afterEach(async () => {
      for (const subject of open.splice(0)) await suite.dispose?.(subject);
    }, suite.timeoutMs);
  });
}
