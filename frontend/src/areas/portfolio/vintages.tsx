/** How many credits of each half-year were ever late, by how long they are on book. */

import { Anchor, NativeSelect, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { ErrorView } from "../../kit/error-view";
import { behindAddress, type Shown } from "./address";
import { ChartBlock, type Switch } from "./block";
import { ColumnLabels, Drawing, Gridlines } from "./drawing";
import { lateOf } from "./model";
import { columnWidth, FRAME, planOf } from "./plan";
import { type Vintage, vintagesQuery } from "./queries";
import { useFigures } from "./use-figures";
import { useHalfNames } from "./use-half-names";

const HEIGHT = 260;
const HALF_YEAR = 6;
/** The vintages are of all credits, whatever is filtered. */
const EVERYBODY = { standing: "all", model: null, manager: null, year: null } as const;

interface Props extends Switch {
  shown: Shown;
  days: 30 | 90;
  onDays: (days: 30 | 90) => void;
}

export function VintagesBlock(props: Props) {
  const { data, error, refetch } = useQuery(vintagesQuery(props.shown.month));
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={320} aria-busy />;
  return <Curves month={data.month} vintages={data.vintages} {...props} />;
}

type CurvesProps = Props & { month: string | null; vintages: Vintage[] };

function Curves({ shown, month, vintages, days, onDays, ...table }: CurvesProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const halfName = useHalfNames();
  const titles = (["issued", "age", "credits", "ever", "share", "interval"] as const).map((name) =>
    t(`bookVintages.${name}`),
  );
  const lines = vintages.flatMap(({ issued_half: half, ages }) =>
    ages.map((age) => ({ half, months: age.months_on_book, late: lateOf(age, days) })),
  );
  return (
    <ChartBlock
      {...table}
      title={t("bookVintages.title")}
      note={t("bookVintages.note", { days })}
      file={`vintages-${days}-${month}`}
      rows={() => [
        [...titles.slice(0, -1), t("bookTable.low"), t("bookTable.high")],
        ...lines.map(({ half, months, late }) => [
          ...[halfName(half), months, late.of, late.count],
          ...[late.share, late.low, late.high],
        ]),
      ]}
      choices={
        <NativeSelect
          size="xs"
          aria-label={t("bookVintages.days")}
          value={String(days)}
          data={(["30", "90"] as const).map((value) => ({
            value,
            label: t("bookVintages.daysOf", { days: value }),
          }))}
          onChange={(event) => onDays(event.currentTarget.value === "90" ? 90 : 30)}
        />
      }
      chart={
        vintages.length === 0 ? (
          <Text>{t("bookVintages.none")}</Text>
        ) : (
          <Stack gap="xs">
            <Lines vintages={vintages} days={days} />
            <Text size="xs" c="dimmed">
              {t("bookVintages.cut")}
            </Text>
          </Stack>
        )
      }
    >
      <DataTable
        label={t("bookVintages.title")}
        columns={titles.map((label, place) => ({ label, numeric: place > 0 }))}
        minWidth={480}
        maxHeight={360}
        empty={lines.length === 0 && t("bookVintages.none")}
      >
        {lines.map(({ half, months, late }) => (
          <Table.Tr key={`${half}.${months}`}>
            <RowName>
              <span className="one-line">{halfName(half)}</span>
            </RowName>
            <Table.Td className="number one-line">{figures.count(months)}</Table.Td>
            {[null, days].map((wanted) => (
              <Table.Td key={wanted} className="number one-line">
                <Anchor
                  component={Link}
                  size="sm"
                  to={behindAddress(
                    { ...EVERYBODY, month: shown.month },
                    { vintage: { half: half.slice(0, 7), months, late: wanted } },
                  )}
                >
                  {figures.count(wanted ? late.count : late.of)}
                </Anchor>
              </Table.Td>
            ))}
            {[
              figures.share(late.share),
              t("bookVintages.between", {
                low: figures.share(late.low),
                high: figures.share(late.high),
              }),
            ].map((told, place) => (
              <Table.Td key={place} className="number one-line">
                {told}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </DataTable>
    </ChartBlock>
  );
}

const LABEL_PIXELS = 62;

/** The newest is the darkest; each has its name at its end. */
function Lines({ vintages, days }: { vintages: Vintage[]; days: 30 | 90 }) {
  const { share } = useFigures();
  const halfName = useHalfNames();
  const shareOf = (age: Vintage["ages"][number]) => lateOf(age, days).share ?? 0;
  const most = Math.max(...vintages.flatMap(({ ages }) => ages.map(shareOf)));
  const oldest = Math.max(1, ...vintages.flatMap(({ ages }) => ages.map((a) => a.months_on_book)));
  return (
    <Drawing height={HEIGHT}>
      {(width) => {
        const plan = planOf(width, HEIGHT, most);
        const pixels = columnWidth(width - LABEL_PIXELS, oldest);
        const x = (months: number) => FRAME.left + months * pixels;
        return (
          <>
            <Gridlines plan={plan} told={share} />
            {vintages.map(({ issued_half: half, ages }, place) => (
              <Curve
                key={half}
                name={halfName(half)}
                opacity={0.35 + (0.65 * (place + 1)) / vintages.length}
                points={ages.map((age) => ({
                  x: x(age.months_on_book),
                  y: plan.y(shareOf(age)),
                }))}
              />
            ))}
            <ColumnLabels
              labels={Array.from({ length: oldest + 1 }, (_, months) =>
                months % HALF_YEAR === 0 ? String(months) : "",
              )}
              plan={plan}
              columnPixels={pixels}
              at="edge"
            />
          </>
        );
      }}
    </Drawing>
  );
}

interface CurveProps {
  name: string;
  opacity: number;
  points: { x: number; y: number }[];
}

function Curve({ name, opacity, points }: CurveProps) {
  const last = points.at(-1);
  if (!last) return null;
  return (
    <g opacity={opacity}>
      <title>{name}</title>
      <polyline className="curve" points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />
      <text x={last.x + 4} y={last.y + 4}>
        {name}
      </text>
    </g>
  );
}
