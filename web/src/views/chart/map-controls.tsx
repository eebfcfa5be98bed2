import { useReactFlow } from '@xyflow/react';
import { Button } from '../../ui/button.tsx';

interface Props {
  readonly fit: () => void;
  readonly onCopyLink: () => void;
}

/** Zooming without a wheel. */
export function MapControls({ fit, onCopyLink }: Props) {
  const flow = useReactFlow();
  return (
    <fieldset className="chart-controls">
      <legend className="visually-hidden">Zoom</legend>
      <Button aria-label="Zoom in" title="Zoom in" onClick={() => void flow.zoomIn()}>
        +
      </Button>
      <Button aria-label="Zoom out" title="Zoom out" onClick={() => void flow.zoomOut()}>
        −
      </Button>
      <Button onClick={fit}>Fit</Button>
      <Button onClick={onCopyLink} title="Copies a link to what is seen now">
        Copy link
      </Button>
    </fieldset>
  );
}
