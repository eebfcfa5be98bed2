/** What can be wrong in a document before anything in it means something. */
export const SYNTAX_CODES = {
  PT1001: {
    severity: 'error',
    title: 'The document is not valid YAML',
    explanation:
      'Everything after a syntax error may be read wrongly, so nothing is planned until it is mended.',
  },
  PT1002: {
    severity: 'error',
    title: 'A key stands twice in one map',
    explanation: 'One of the two would win silently. Remove one, or rename it.',
  },
  PT1003: {
    severity: 'error',
    title: 'The file holds several YAML documents',
    explanation: 'A hierarchy is one document. Remove the `---` line, or split the file.',
  },
  PT1004: {
    severity: 'error',
    title: 'The document is empty',
    explanation: '`portolan init` writes a small hierarchy to start from.',
  },
  PT1005: {
    severity: 'error',
    title: 'The document is too large',
    explanation:
      'Documents of up to 64 MB are read. The largest hierarchy that Configuration Manager supports takes about 10 MB.',
  },
  PT1006: {
    severity: 'error',
    title: 'The document is nested too deeply',
    explanation: 'A hierarchy needs six levels. Deeper nesting is a mistake, or an attack.',
  },
  PT1007: {
    severity: 'error',
    title: 'An alias can not be followed',
    explanation:
      'The anchor is missing, the alias is inside of its own anchor, or the document uses more than 10,000 aliases.',
  },
  PT1008: {
    severity: 'error',
    title: 'YAML tags are not used here',
    explanation: 'Every value has the type that its key asks for: leave the tag out.',
  },
  PT1009: {
    severity: 'error',
    title: 'A tab is used for indentation',
    explanation: 'YAML allows spaces only, because nobody agrees how wide a tab is.',
  },
  PT1010: {
    severity: 'note',
    title: 'Too many problems to show',
    explanation: 'Only the first 1,000 are listed. Mend these first.',
  },
  PT1011: {
    severity: 'error',
    title: 'A key is not plain text',
    explanation: 'Keys are names: lists and maps can not be keys.',
  },
  PT1012: {
    severity: 'error',
    title: 'Merge keys are not supported',
    explanation:
      '`<<` copies keys from elsewhere in a way that differs between YAML versions. Write the keys out.',
  },
} as const;
