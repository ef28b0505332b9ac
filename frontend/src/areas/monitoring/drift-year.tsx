/** How the PSI of a figure went over twelve months. */

import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { PSI_MARKS } from "./drift-model";
import { useFigures } from "./figures";
import type { PsiPoint } from "./shapes";
import { Sparkline } from "./sparkline";

export function DriftYear({ course }: { course: PsiPoint[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { statistic } = useFigures();
  const known = course.flatMap(({ month, psi }) => (psi === null ? [] : [{ month, psi }]));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return null;
  const values = known.map(({ psi }) => psi);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (
    <Sparkline
      values={course.map(({ psi }) => psi)}
      most={Math.max(PSI_MARKS[1], high)}
      label={t("drift.course", {
        from: formats.month(first.month),
        to: formats.month(last.month),
        low: statistic(low),
        high: statistic(high),
      })}
    />
  );
}
