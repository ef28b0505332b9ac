/** A PSI as a bar with the marks from which on it is looked at. */

import { PSI_MARKS, psiScale } from "./drift-model";

const WIDTH = 132;
const HEIGHT = 18;
const BAR = { y: 4, height: 10 };

export function PsiBar({ psi, most }: { psi: number; most: number }) {
  const scale = psiScale(most);
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden style={{ display: "block" }}>
      <rect {...BAR} width={WIDTH} fill="currentColor" opacity={0.08} />
      <rect {...BAR} width={scale(psi) * WIDTH} fill="currentColor" opacity={0.6} />
      {PSI_MARKS.map((mark) => (
        <line
          key={mark}
          x1={scale(mark) * WIDTH}
          x2={scale(mark) * WIDTH}
          y1={0}
          y2={HEIGHT}
          stroke="currentColor"
          strokeDasharray="2 2"
        />
      ))}
    </svg>
  );
}
