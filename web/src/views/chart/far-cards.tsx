/** Hosts seen from far away: a thousand boxes too small to read are drawn as one path for each kind. */
import { memo } from 'react';
import type { PlaceElement } from './elements.ts';

export const FarCards = memo(function FarCards({ places }: { readonly places: readonly PlaceElement[] }) {
  const kinds = [...new Set(places.map((place) => place.data.node.kind))];
  return (
    <svg className="chart-far" aria-hidden="true">
      {kinds.map((kind) => (
        <path
          key={kind}
          className={`is-${kind}`}
          d={places
            .filter((place) => place.data.node.kind === kind)
            .map(boxPath)
            .join('')}
        />
      ))}
    </svg>
  );
});

function boxPath({ position: { x, y }, width = 0, height = 0 }: PlaceElement): string {
  return `M${x},${y}h${width}v${height}h${-width}z`;
}
