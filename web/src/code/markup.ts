import type { StreamParser } from '@codemirror/language';
import { denyTag, permitTag } from './theme.ts';

/** JSON: names of members, texts, numbers. */
export const jsonParser: StreamParser<unknown> = {
  name: 'json',
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(?:[^"\\]|\\.)*"?(?=\s*:)/)) return 'propertyName';
    if (stream.match(/^"(?:accept|Allow|allow|Permit|permit|pass)"/)) return 'permit';
    if (stream.match(/^"(?:drop|Deny|deny|Block|block|reject)"/)) return 'deny';
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/i)) return 'number';
    if (stream.match(/^(?:true|false|null)\b/)) return 'atom';
    stream.next();
    return null;
  },
  tokenTable: { permit: permitTag, deny: denyTag },
};

interface XmlState {
  at: 'text' | 'tag' | 'comment';
}

/** XML: tags, attributes, comments. */
export const xmlParser: StreamParser<XmlState> = {
  name: 'xml',
  startState: () => ({ at: 'text' }),
  token(stream, state) {
    if (state.at === 'comment') {
      if (stream.skipTo('-->')) {
        stream.match('-->');
        state.at = 'text';
      } else stream.skipToEnd();
      return 'comment';
    }
    if (state.at === 'tag') {
      if (stream.eatSpace()) return null;
      if (stream.match(/^[/?]?>/)) {
        state.at = 'text';
        return 'tagName';
      }
      if (stream.match(/^(?:"[^"]*"|'[^']*')/)) return 'attributeValue';
      if (stream.match(/^[\w:.-]+/)) return 'attributeName';
      stream.next();
      return null;
    }
    if (stream.match('<!--')) {
      state.at = 'comment';
      return 'comment';
    }
    if (stream.match(/^<[/?!]?[\w:.-]*/)) {
      state.at = 'tag';
      return 'tagName';
    }
    if (stream.match(/^(?:allow|pass)(?=<)/)) return 'permit';
    if (stream.match(/^(?:deny|drop|block|reject)(?=<)/)) return 'deny';
    if (stream.match(/^\d[\d.:/-]*(?=<)/)) return 'number';
    if (stream.next() !== undefined) stream.eatWhile(/[^<\s]/);
    return null;
  },
  tokenTable: { permit: permitTag, deny: denyTag },
};
