/** Clients by points, and where the policy in force cuts. */

import { Anchor, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DataTable, RowName } from "../../kit/data-table";
import { useFormats } from "../../kit/format";
import { behindAddress, BIN_POINTS, type Shown } from "./address";
import { Bars, type Mark } from "./bars";
import { ChartBlock, type Switch } from "./block";
import { type Bin, binsOf, sum, usualCutOffs } from "./model";
import type { CutOff, PortfolioSummary } from "./queries";
import { useFigures } from "./use-figures";

/** Each hundred points have their label. */
const LABELLED = 100;

interface Props extends Switch {
  summary: PortfolioSummary;
  shown: Shown;
}

export function PointsHistogram({ summary, shown, ...table }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const figures = useFigures();
  const cuts = usualCutOffs(summary.cut_offs, shown.model);
  const bins = binsOf(summary.points, cuts.flatMap(edgesOf));
  const titles = [t("bookPoints.range"), t("bookGrades.clients")];
  return (
    <ChartBlock
      {...table}
      title={t("bookPoints.title")}
      note={t("bookPoints.note", {
        clients: figures.clients(sum(bins.map(({ clients }) => clients))),
        policy: summary.policy_version,
      })}
      file={`points-${summary.month}`}
      rows={() => [titles, ...bins.map((bin) => [rangeOf(bin), bin.clients])]}
      chart={
        <Stack gap="xs">
          <Bars
            isWhole
            labelsAt="edge"
            bars={bins.map((bin) => ({
              label: bin.from % LABELLED === 0 ? String(bin.from) : "",
              parts: [{ value: bin.clients }],
              to: binAddress(shown, bin),
              told: t("bookPoints.told", {
                from: bin.from,
                to: lastOf(bin),
                count: figures.count(bin.clients),
              }),
            }))}
            tickLabel={formats.compact}
            marks={marksOf(cuts, bins)}
          />
          <CutOffs cuts={cuts} all={summary.cut_offs} />
        </Stack>
      }
    >
      <DataTable
        label={t("bookPoints.title")}
        columns={[{ label: titles[0] ?? "" }, { label: titles[1] ?? "", numeric: true }]}
        minWidth={240}
        maxHeight={320}
        empty={bins.length === 0 && t("book.none")}
      >
        {bins.map((bin) => (
          <Table.Tr key={bin.from}>
            <RowName>{rangeOf(bin)}</RowName>
            <Table.Td className="number">
              {bin.clients === 0 ? (
                formats.number(0)
              ) : (
                <Anchor component={Link} to={binAddress(shown, bin)} size="sm">
                  {formats.number(bin.clients)}
                </Anchor>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </ChartBlock>
  );
}

const lastOf = ({ from }: Bin) => from + BIN_POINTS - 1;
const rangeOf = (bin: Bin) => `${bin.from}–${lastOf(bin)}`;
const binAddress = (shown: Shown, { from }: Bin) => behindAddress(shown, { pointsFrom: from });
const edgesOf = (cut: CutOff) => [cut.decline_below_points, cut.approve_from_points];

function marksOf(cuts: CutOff[], bins: Bin[]): Mark[] {
  const low = bins[0]?.from ?? 0;
  const points = [...new Set(cuts.flatMap(edgesOf))];
  return points.map((one) => ({ place: (one - low) / BIN_POINTS, label: String(one) }));
}

/** What the lines say, and that there are more. */
function CutOffs({ cuts, all }: { cuts: CutOff[]; all: CutOff[] }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const count = all.filter(({ amount_from_rub }) => amount_from_rub > 0).length;
  return (
    <Text size="xs" c="dimmed">
      {cuts.map(({ model, decline_below_points: decline, approve_from_points: approve }) => (
        <span key={model}>
          {t("bookPoints.cuts", {
            model: model === null ? t("bookPoints.everyModel") : figures.model(model),
            decline,
            approve,
          })}{" "}
        </span>
      ))}
      {count > 0 && t("bookPoints.bands", { count })}
    </Text>
  );
}
