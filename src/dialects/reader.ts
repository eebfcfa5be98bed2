/** The contract of a filter language that is read: text → the vendor's own form → neutral form. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Match } from '../net/match.ts';
import type { AddressRange } from '../net/network.ts';
import type { PortRange } from '../net/ports.ts';
import type { Policy } from '../policy/model.ts';
import type { Configuration, FilterRule } from '../policy/ruleset.ts';

/** What whoever asks knows of the files around the text. */
export interface ParseOptions {
  /**
   * What an include with a wildcard names doesn't exist, or decides nothing. Such an include may name no file at all;
   * without this, it may hold any rule.
   */
  readonly emptyIncludes?: boolean;
}

export interface RaiseContext extends ParseOptions {
  /**
   * What stands behind each of the filter's interfaces, where somebody said so. A rule for an interface that isn't
   * here, and that the configuration itself doesn't explain, depends on it.
   */
  readonly interfaces: ReadonlyMap<string, readonly AddressRange[]>;
  /** Whether it stands between networks or on a host, for languages that have one form for both; absent: unknown. */
  readonly kind?: Policy['kind'];
  /** Of a host: all of its own addresses, where they are known. */
  readonly addresses?: readonly AddressRange[];
  /** For a host's own firewall: the range of its dynamic RPC ports, where it is not Windows' default. */
  readonly dynamicRpc?: readonly PortRange[];
}

/** A rule to be written into an existing configuration. */
export interface NewRule {
  readonly action: 'permit' | 'deny';
  readonly match: Match;
  /** One line; the language shortens it to what it can hold. */
  readonly comment: string;
}

/** `Config` is the language's own form: plain data with places, meaning not decided yet. */
export interface DialectReader<Config = unknown> {
  readonly id: string;
  readonly title: string;
  /** Whether a text looks like this language, from 0 (no) to 1 (certainly); quick, and never throws. */
  recognises(text: string, file: string): number;
  /** Text only. Never throws, whatever the text; everything that is not understood is named and kept in `config`. */
  parse(
    text: string,
    file: string,
    options?: ParseOptions,
  ): { readonly config: Config; readonly diagnostics: readonly Diagnostic[] };
  /**
   * Meaning only, as the vendor's filter means it. What was not understood becomes a rule with a dependency or with
   * the action `unknown`: never nothing, where it could decide about a packet.
   */
  raise(
    config: Config,
    context: RaiseContext,
  ): { readonly configuration: Configuration; readonly diagnostics: readonly Diagnostic[] };
  /**
   * The lines that say `rule` at the place of `anchor`, a rule of the same configuration, in that one's chain, list
   * or direction, with its indentation; absent where the language can't say it. They permit exactly `rule.match`,
   * for new connections.
   */
  write(rule: NewRule, anchor: FilterRule, config: Config): readonly string[] | undefined;
}
