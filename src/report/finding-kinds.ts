import type { FindingKind } from '../verify/finding.ts';

/** How a kind of finding is counted, and what it means to the one who has it, in the order of the codes. */
export const FINDING_KINDS: Readonly<Record<FindingKind, { readonly word: string; readonly about: string }>> =
  {
    missing: {
      word: 'missing',
      about:
        'The hierarchy needs packets that the configuration does not permit. Permit them before the line that blocks them, no wider than the finding says.',
    },
    excess: {
      word: 'excess',
      about:
        'The configuration permits packets to or from hosts of the hierarchy that no flow of the plan needs. Replace the line by the narrower ones that the finding names, or describe what needs it in the hierarchy.',
    },
    shadowed: {
      word: 'shadowed',
      about:
        'All packets that the line matches are decided by lines before it, so it does nothing. Move it up if it is meant, or remove it.',
    },
    redundant: {
      word: 'redundant',
      about:
        'The configuration decides the same about every packet without the line. Remove it, or leave it knowing that it does nothing.',
    },
    generalised: {
      word: 'generalised',
      about:
        'A later line of another action matches all that this one matches and more. That is how exceptions are written; look whether it is one.',
    },
    mergeable: {
      word: 'mergeable',
      about: 'Lines that stand for one thing are easier to keep in order as one line.',
    },
    'too-wide': {
      word: 'too wide',
      about: 'The line permits so much that nobody can say what it is for. Say which packets are meant.',
    },
    'never-matches': {
      word: 'without any packet',
      about: 'What the line asks for contradicts itself, so that it does nothing. Correct it or remove it.',
    },
    unproven: {
      word: 'unproven',
      about:
        'What decides stands outside of the packet, was not understood, or would take too long to find out. It counts neither as permitted nor as denied; look at the lines that it depends on.',
    },
  };
