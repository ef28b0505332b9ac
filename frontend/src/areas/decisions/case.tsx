/** One case: what is known, what speaks for which decision, and the decision itself. */

import "./case.css";
import { Anchor, Button, Drawer, Group, Skeleton, Stack, Tabs, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useAddress } from "../../kit/address";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import * as applicationWords from "../applications/words";
import { Decide } from "./decide";
import { Grounds } from "./grounds";
import { Lease } from "./lease";
import { caseQuery, type LoadedCase } from "./queries";
import { Summary } from "./summary";
import { useDecision } from "./use-decision";
import { useLease } from "./use-lease";
import { WhatIf } from "./what-if";
import * as words from "./words";

addWords(applicationWords);
addWords(words);

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery({ ...caseQuery(id), staleTime: 0 });
  if (data) return <Case key={id} loaded={data} />;
  return (
    <Page title={t("case.title")}>
      {error ? <ErrorView error={error} onRetry={refetch} /> : <Skeleton h={420} aria-busy />}
    </Page>
  );
}

function Case({ loaded }: { loaded: LoadedCase }) {
  const { t } = useTranslation();
  const { card } = loaded;
  const { person, number } = card.application;
  const name = [person.last_name, person.first_name, person.patronymic].filter(Boolean).join(" ");
  const lease = useLease(card);
  const [trying, setTrying] = useState(false);
  const decision = useDecision(loaded, lease.isMine);
  return (
    <Page
      title={t("case.of", { number, name })}
      width={1700}
      actions={
        card.score && (
          <Button variant="default" onClick={() => setTrying(true)}>
            {t("case.whatIf")}
          </Button>
        )
      }
    >
      <Group gap="md">
        <Anchor component={Link} to="/queue">
          {t("case.back")}
        </Anchor>
        {card.case.is_objection && card.case.closed_at === null && (
          <Anchor component={Link} to="/notices?tab=objections">
            {t("case.objection")}
          </Anchor>
        )}
        <Lease card={card} lease={lease} />
      </Group>
      <Columns
        summary={<Summary card={card} />}
        grounds={<Grounds card={card} />}
        decision={<Decide decision={decision} />}
      />
      <WhatIf
        card={card}
        opened={trying}
        onOpen={() => setTrying(true)}
        onClose={() => setTrying(false)}
        onApply={decision.isOpen ? decision.applyTerms : undefined}
      />
    </Page>
  );
}

type ColumnName = "summary" | "grounds" | "decision";
type ColumnsProps = Record<ColumnName, React.ReactNode>;

/** Three columns where there is room, tabs where there is not, and a sheet on a phone. */
function Columns(columns: ColumnsProps) {
  const isWide = useMediaQuery("(min-width: 75em)", true, { getInitialValueInEffect: false });
  const isPhone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  if (isWide) {
    return (
      <div className="case-columns">
        <div>{columns.summary}</div>
        <div>{columns.grounds}</div>
        <div className="case-decision">{columns.decision}</div>
      </div>
    );
  }
  return isPhone ? (
    <>
      <InTabs columns={columns} names={["summary", "grounds"]} />
      <Sheet>{columns.decision}</Sheet>
    </>
  ) : (
    <InTabs columns={columns} names={["summary", "grounds", "decision"]} />
  );
}

function InTabs({ columns, names }: { columns: ColumnsProps; names: ColumnName[] }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const shown = names.find((name) => name === parameters.get("part")) ?? "summary";
  return (
    <Tabs
      value={shown}
      onChange={(part) =>
        setParameters(() => new URLSearchParams(part === "summary" || !part ? "" : { part }), {
          replace: true,
        })
      }
    >
      <Tabs.List aria-label={t("case.columnsLabel")} mb="sm">
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`case.columns.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {names.map((name) => (
        <Tabs.Panel key={name} value={name}>
          {columns[name]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Sheet({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <div className="case-bar no-print">
        <Button fullWidth onClick={() => setOpened(true)}>
          {t("case.decide")}
        </Button>
      </div>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="bottom"
        size="90%"
        title={<Text fw={600}>{t("case.columns.decision")}</Text>}
        closeButtonProps={{ "aria-label": t("case.closeSheet") }}
      >
        <Stack>{children}</Stack>
      </Drawer>
    </>
  );
}
