/** Six figures of the portfolio, each with what it was a month before and over a year. */

import { Anchor, Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { withSign } from "../policies/simulator-figures";
import { behindAddress, LATE, type Shown } from "./address";
import { type Course, courseOf, lossOf } from "./model";
import type { PortfolioMonth, PortfolioSummary } from "./queries";
import { Sparkline } from "./sparkline";
import { useFigures } from "./use-figures";

interface Props {
  summary: PortfolioSummary;
  shown: Shown;
}

export function Tiles({ summary, shown }: Props) {
  const { t } = useTranslation();
  const figures = useFigures();
  const month = summary.history.at(-1);
  if (!month) return null;
  const course = (read: (month: PortfolioMonth) => number | null) =>
    courseOf(summary.history, read);
  const ofThem = (count: number) =>
    t("bookTiles.ofThem", {
      share: figures.share(month.clients ? count / month.clients : null),
      clients: figures.clients(month.clients),
    });
  const count = { write: figures.count, differ: withSign(figures.count) };
  const money = { write: figures.money, differ: withSign(figures.money) };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} component="dl" m={0}>
      <Tile
        {...count}
        name={t(`bookTiles.clients.${shown.standing}`)}
        course={course(({ clients }) => clients)}
        to={behindAddress(shown, {})}
      />
      <Tile
        {...money}
        name={t("bookTiles.outstanding")}
        course={course(({ outstanding_rub }) => Number(outstanding_rub))}
        to={behindAddress(shown, {})}
        note={figures.clients(month.clients)}
      />
      <Tile
        write={figures.proba}
        differ={figures.percentagePoints}
        name={t("bookTiles.proba")}
        course={course(({ mean_proba }) => mean_proba)}
        to={behindAddress(shown, {})}
        note={t("bookTiles.rated", { count: month.rated })}
      />
      <Tile
        {...money}
        name={t("bookTiles.loss")}
        course={course(lossOf)}
        to={behindAddress(shown, {})}
        note={`${t("bookTiles.lossHow", { share: figures.share(summary.loss_given_default) })}, ${figures.clients(month.clients)}`}
      />
      <Tile
        {...count}
        name={t("bookTiles.late")}
        course={course(({ late_30 }) => late_30)}
        to={behindAddress(shown, { statuses: [...LATE] })}
        note={`${ofThem(month.late_30)}; ${t("bookTiles.lateRub", { amount: figures.money(Number(month.late_30_rub)) })}`}
      />
      <Tile
        {...count}
        name={t("bookTiles.review")}
        course={course(({ in_review }) => in_review)}
        to={behindAddress(shown, { decision: "review" })}
        note={ofThem(month.in_review)}
      />
    </SimpleGrid>
  );
}

interface TileProps {
  name: string;
  course: Course;
  write: (value: number | null) => string;
  /** Writes a difference with its sign. */
  differ: (value: number | null) => string;
  to: string;
  note?: ReactNode;
}

function Tile({ name, course, write, differ, to, note }: TileProps) {
  return (
    <Paper withBorder p="sm">
      <Text component="dt" size="sm">
        {name}
      </Text>
      <Text component="dd" m={0} size="xl" fw={600}>
        <Anchor component={Link} to={to} inherit c="inherit" underline="hover">
          {write(course.value)}
        </Anchor>
      </Text>
      <Text component="dd" m={0} size="xs">
        <Change course={course} differ={differ} write={write} />
      </Text>
      <dd style={{ margin: 0 }}>
        <Sparkline values={course.line} write={write} />
      </dd>
      {note && (
        <Text component="dd" m={0} size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Paper>
  );
}

type ChangeProps = Pick<TileProps, "course" | "differ" | "write">;

function Change({ course: { value, before: was }, differ, write }: ChangeProps) {
  const { t } = useTranslation();
  if (was === null || value === null) return t("bookTiles.noBefore");
  if (write(was) === write(value)) return t("bookTiles.same");
  return t("bookTiles.before", { change: differ(value - was) });
}
