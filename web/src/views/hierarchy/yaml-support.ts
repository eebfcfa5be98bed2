import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Diagnostic as EditorDiagnostic } from '@codemirror/lint';
import type { Extension, Text } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { proposals } from './complete.ts';
import { describe, type Schema } from './schema-lookup.ts';
import { scanYaml } from './yaml-scan.ts';

export interface Knowledge {
  readonly schema: Schema | undefined;
  readonly dialects: readonly string[];
}

const KINDS: Readonly<Record<string, string>> = {
  key: 'key',
  value: 'value',
  group: 'boundary group',
  clients: 'client network',
  consoles: 'consoles',
};

/**
 * After what a list opens by itself: a word, or a sign that something must follow. Never on a line with nothing on it,
 * where Enter means a new line.
 */
const ASKS = /[\w.-]+|[:,[{-]\s?|[[{]/;

/** Completion by the schema and by the document's own names. */
export function hierarchyCompletion(knowledge: () => Knowledge): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const { schema, dialects } = knowledge();
    if (!schema) return null;
    if (!context.explicit && !context.matchBefore(ASKS)) return null;
    const { from, options } = proposals(context.state.doc.toString(), context.pos, schema, dialects);
    if (options.length === 0) return null;
    return {
      from,
      options: options.map(
        ({ label, insert, kind, about }): Completion => ({
          label,
          apply: insert,
          detail: KINDS[kind] ?? kind,
          ...(about !== undefined && { info: about }),
        }),
      ),
      validFor: /^[\w.-]*$/,
    };
  };
  return autocompletion({ override: [source], icons: false, activateOnTypingDelay: 60 });
}

/** What a key is for, from the schema. */
export function hierarchyHelp(knowledge: () => Knowledge): Extension {
  return hoverTooltip((view, at) => {
    const { schema } = knowledge();
    const key =
      schema && scanYaml(view.state.doc.toString()).keys.find(({ from, to }) => from <= at && at <= to);
    const about = key && describe(schema, key.path);
    if (!key || about === undefined) return null;
    return {
      pos: key.from,
      end: key.to,
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'cm-help';
        const name = document.createElement('code');
        name.textContent = key.path.join(' › ');
        const text = document.createElement('div');
        text.textContent = about;
        dom.append(name, text);
        return { dom };
      },
    };
  });
}

const SEVERITY = { error: 'error', warning: 'warning', note: 'info' } as const;

/** The server's diagnostics as the editor marks them. Those without a place stand in the list only. */
export function editorDiagnostics(diagnostics: readonly Diagnostic[], doc: Text): EditorDiagnostic[] {
  return diagnostics.flatMap(({ place, severity, message, code, help, expected }) => {
    if (!place || place.line > doc.lines) return [];
    const line = doc.line(place.line);
    const from = Math.min(line.to, line.from + place.column - 1);
    const to = Math.min(line.to, from + place.length);
    const words = [message, expected && `Expected: ${expected}`, help].filter(Boolean).join('\n');
    return [{ from, to, severity: SEVERITY[severity], message: words, source: code }];
  });
}
