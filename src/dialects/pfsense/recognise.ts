import type { Product } from './model.ts';

/** How surely a text is a configuration of one of the two, from 0 to 1; its start is enough. */
function recognisePf(product: Product): (text: string) => number {
  const root = new RegExp(`<${product}[ >]`);
  return (text) => {
    const start = text.slice(0, 4096);
    if (!/^\s*(?:\ufeff\s*)?</.test(start)) return 0;
    if (root.test(start)) return 1;
    // A part that was saved by itself says less.
    const rest = start.replace(/^\s*(?:\ufeff\s*)?(?:<\?xml[^>]*\?>\s*)?/, '');
    const body = rest.startsWith('<!--') ? rest.slice(rest.indexOf('-->') + 3).trimStart() : rest;
    const isPart = body.startsWith('<filter>') || body.startsWith('<aliases>');
    return isPart && product === 'pfsense' ? 0.7 : 0;
  };
}

export const recognisePfsense: (text: string) => number = recognisePf('pfsense');
export const recogniseOpnsense: (text: string) => number = recognisePf('opnsense');
