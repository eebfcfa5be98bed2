/** A YAML document as the tree that a hierarchy is read from: every value a text, with its place. */
export type YamlNode = YamlMap | YamlList | YamlText | YamlAlias;

interface Placed {
  /** Offset of its first character, behind a tag or an anchor. */
  readonly start: number;
  /** Offset behind its own text; of a map or list, behind all that it holds. */
  readonly end: number;
  readonly anchor?: string;
}

export interface YamlMap extends Placed {
  readonly kind: 'map';
  /** In their order; a key may stand twice. */
  readonly items: readonly YamlPair[];
}

export interface YamlPair {
  readonly key: YamlNode;
  /** Absent where there is a key alone: `{ key }`. */
  readonly value: YamlNode | undefined;
}

export interface YamlList extends Placed {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlText extends Placed {
  readonly kind: 'text';
  /** Without quotes; empty where nothing is written. */
  readonly text: string;
  /** Written without quotes, so that it may be meant as `null`. */
  readonly plain: boolean;
}

export interface YamlAlias extends Placed {
  readonly kind: 'alias';
  /** The anchor that it names. */
  readonly source: string;
}

export const isMap = (node: YamlNode | undefined): node is YamlMap => node?.kind === 'map';
export const isList = (node: YamlNode | undefined): node is YamlList => node?.kind === 'list';
export const isText = (node: YamlNode | undefined): node is YamlText => node?.kind === 'text';
export const isAlias = (node: YamlNode | undefined): node is YamlAlias => node?.kind === 'alias';
