const WORDS = `
a about after all also an and any are as at be because been before being between both but by can cannot could did do
does each either else even every few first for from further had has have having he her here his how i if in into is it
its itself just least less like made make many may means might more most much must my neither never no nor not nothing
now of off on once one only or other others our out over own same second see several she should since so some still
such than that the their them then there these they this those three through to too two under until up upon us use
used uses using very via was way we well were what when where whether which while who whose why will with within
without would yet you your
`;

const STOP_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));

/** Whether a word can say what a text is about: it is no small word that every text has. */
export function isTelling(word: string): boolean {
  return word.length > 2 && !STOP_WORDS.has(word);
}
